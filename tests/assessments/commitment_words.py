"""Plain words from which invented commitments are made, in three languages."""

_COMMON = {
    "en": "the and of to in for that is on with by as it this which will from at be are the of to the and publish open "
    "share train report review consult record improve create measure extend explain draft adopt public yearly "
    "local clear simple early joint online",
    "es": "de la que el en y a los se del las un por con una para es al lo como de la el en publicar abrir compartir "
    "revisar consultar mejorar crear medir explicar adoptar público anual local claro sencillo conjunto",
    "fr": "de la le et les des en un du une que est pour qui dans par sur au avec ce il sont ne pas de la le publier "
    "ouvrir partager réviser consulter améliorer créer mesurer expliquer adopter public annuel local clair commun",
}
_NOUNS = {
    "en": "harbours gardens libraries bridges orchards markets archives schools clinics rivers maps ledgers budgets "
    "permits registers meetings councils neighbourhoods forests roads museums parks lanterns weather records",
    "es": "puertos jardines bibliotecas puentes mercados archivos escuelas ríos mapas presupuestos permisos registros "
    "reuniones consejos barrios bosques caminos museos parques",
    "fr": "ports jardins bibliothèques ponts marchés archives écoles rivières cartes budgets permis registres réunions "
    "conseils quartiers forêts chemins musées parcs",
}
COMMON = {language: words.split() for language, words in _COMMON.items()}
NOUNS = {language: words.split() for language, words in _NOUNS.items()}
OFFICES = ("Ministry", "Office", "Agency", "Council", "Directorate", "Secretariat", "Commission", "Institute")
INVENTED_FROM = tuple(
    start + vowel for start in ("b", "cl", "d", "fl", "g", "h", "k", "l", "m", "pr", "s", "t") for vowel in "aeiou"
)
