"""The plan of a fictional member, as its published reports speak of it, in three languages."""

from dataclasses import dataclass

Said = dict[str, str]


@dataclass(frozen=True)
class FictionalCommitment:
    title: Said
    milestones: tuple[Said, ...]
    action: Said
    problem: Said
    novelty: str = "continuation"
    ambition: str = "positive_not_binding"


@dataclass(frozen=True)
class FictionalPlan:
    member: Said
    title: Said
    commitments: tuple[FictionalCommitment, ...]


def said(en: str, fr: str, es: str) -> Said:
    return {"en": en, "fr": fr, "es": es}


COUNTER = FictionalCommitment(
    said(
        "Open the counters and publish open data",
        "Ouvrir les comptoirs et publier des données ouvertes",
        "Abrir las ventanillas y publicar datos abiertos",
    ),
    (
        said("Publish the waiting times", "Publier les temps d’attente", "Publicar los tiempos de espera"),
        said("Open one evening a week", "Ouvrir un soir par semaine", "Abrir una tarde por semana"),
        said("Translate the twelve forms", "Traduire les douze formulaires", "Traducir los doce formularios"),
        said("Train the counter staff", "Former le personnel des comptoirs", "Formar al personal"),
        said("Ask visitors what they need", "Demander aux visiteurs leurs besoins", "Preguntar a los visitantes"),
    ),
    said(
        "The town opens its counters in the evening and says how long people wait.",
        "La ville ouvre ses comptoirs le soir et dit combien de temps on attend.",
        "La ciudad abre sus ventanillas por la tarde y dice cuánto se espera.",
    ),
    said(
        "People who work during the day do not reach the counters.",
        "Les gens qui travaillent le jour n’atteignent pas les comptoirs.",
        "Quienes trabajan de día no llegan a las ventanillas.",
    ),
)
BUDGET = FictionalCommitment(
    said(
        "Print the budget so that it can be read.",
        "Imprimer un budget qui se lise.",
        "Imprimir un presupuesto legible.",
    ),
    (
        said("Explain each line of the budget", "Expliquer chaque ligne du budget", "Explicar cada línea"),
        said("Hold a budget evening in each ward", "Tenir une soirée par quartier", "Reunirse en cada barrio"),
        said("Keep the figures of ten years", "Garder les chiffres de dix ans", "Guardar diez años de cifras"),
    ),
    said(
        "Each line of the budget gets a sentence in plain words.",
        "Chaque ligne du budget reçoit une phrase en mots simples.",
        "Cada línea del presupuesto recibe una frase sencilla.",
    ),
    said("Few people read the budget.", "Peu de gens lisent le budget.", "Pocos leen el presupuesto."),
    ambition="binding_change",
)
RIVER = FictionalCommitment(
    said("Watch the river together.", "Surveiller la rivière ensemble.", "Vigilar juntos el río."),
    (
        said("Set up nine gauges", "Installer neuf jauges", "Instalar nueve sensores"),
        said("Publish the levels every hour", "Publier les niveaux chaque heure", "Publicar los niveles cada hora"),
        said("Teach schools to read them", "Apprendre aux écoles à les lire", "Enseñar a las escuelas a leerlos"),
    ),
    said("Nine gauges tell the level.", "Neuf jauges disent le niveau.", "Nueve sensores dicen el nivel."),
    said("Floods come as a surprise.", "Les crues surprennent.", "Las crecidas sorprenden."),
)
PURCHASES = FictionalCommitment(
    said(
        "Buy small things in the open (BSO)",
        "Acheter au grand jour les petites choses (APC)",
        "Comprar a la vista las cosas pequeñas (CVP)",
    ),
    (
        said("Run the “Little Market” site", "Tenir le site « Petit Marché »", "Llevar el sitio “Pequeño Mercado”"),
        said("Shorten the rules for small orders", "Abréger les règles", "Acortar las reglas"),
    ),
    said(
        "Orders below a threshold are published.",
        "Les commandes sous un seuil sont publiées.",
        "Los pedidos pequeños se publican.",
    ),
    said("Small firms hear too late.", "Les petites entreprises l’apprennent tard.", "Se enteran tarde."),
    novelty="new_practice",
    ambition="binding_change",
)
SOFTWARE = FictionalCommitment(
    said("Share the town’s own software.", "Partager les logiciels de la ville.", "Compartir los programas."),
    (
        said("List what the town has written", "Dresser la liste de ce qui est écrit", "Listar lo escrito"),
        said("Publish three programs", "Publier trois logiciels", "Publicar tres programas"),
        said("Answer those who use them", "Répondre à qui les utilise", "Responder a quienes los usan"),
    ),
    said(
        "The town wishes to publish three of its programs and to help those who use them.",
        "La ville veut publier trois de ses logiciels et aider celles et ceux qui les utilisent.",
        "La ciudad quiere publicar tres de sus programas y ayudar a quienes los usan.",
    ),
    said(
        "Neighbouring towns write the same programs again, each for itself.",
        "Les villes voisines récrivent les mêmes logiciels, chacune pour soi.",
        "Las ciudades vecinas escriben de nuevo los mismos programas.",
    ),
)
RIVEMONT = FictionalPlan(
    member=said("Rivemont, Valdoria", "Rivemont, Valdorie", "Rivemont, Valdoria"),
    title=said(
        "Action plan – Rivemont, Valdoria, 2031 – 2033",
        "Plan d’action – Rivemont, Valdorie, 2031 – 2033",
        "Plan de acción – Rivemont, Valdoria, 2031 – 2033",
    ),
    commitments=(COUNTER, BUDGET, RIVER, PURCHASES, SOFTWARE),
)
