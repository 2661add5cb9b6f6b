"""Sentences of no report, for the explanations of fictional ones; and definitions as pages glue them to a word."""

PROSE = {
    "en": (
        "The forum of Rivemont met in the old customs house on five evenings between March and June, and each time "
        "the doors stood open to whoever passed by on the quay.",
        "Its twelve members come from the rowing club, two schools, the traders of Mill Street, a newspaper called "
        "“The Ferry”, and four departments of the town.",
        "Several of them told us that they had read the draft on the train, a day before they were asked about it; "
        "others had it two weeks earlier (by post).",
        "The town explains that a change of its server cost a month – and that nobody had thought of the summer.",
        "We counted 41 remarks in the minutes: 17 led to a change, 20 received an answer, and 4 were not mentioned "
        "again in any paper that we could find.",
        "BudgIT, McAdam & Sons and an iPhone application named eCivis were mentioned as examples of what other towns "
        "use; Rivemont has bought none of them.",
        "What the plan calls “a culture of the open door” is, in the words of one member, a question of who holds the "
        "key after six o’clock.",
        "The public participation on that evening was lower than hoped, since the lower town was under water until "
        "the end of April.",
        "Whether open data alone will change this is doubtful, but the figures of the gauges were read 9,000 times in "
        "their first week.",
        "The Open Government Partnership (OGP) received the plan in time, and the mayor signed it on the bridge.",
        "In the co-creation process, the steering committee kept a list of who had spoken and who had not; the list "
        "was read aloud at the end of each meeting.",
        "For the coming plan it would help to name one person for each milestone, with a telephone number that is "
        "answered, and a sum of money that has been voted.",
    ),
    "fr": (
        "Le forum de Rivemont s’est réuni cinq soirs à l’ancienne douane, de mars à juin, portes ouvertes à qui "
        "passait sur le quai.",
        "Ses douze membres viennent du club d’aviron, de deux écoles, des commerçants de la rue du Moulin, d’un "
        "journal nommé « Le Bac » et de quatre services de la ville.",
        "Plusieurs nous ont dit avoir lu le projet dans le train, la veille du jour où l’on en parlait; d’autres "
        "l’avaient reçu deux semaines plus tôt.",
        "La ville explique qu’un changement de serveur a coûté un mois – et que personne n’avait pensé à l’été.",
        "Nous avons compté 41 remarques dans les comptes rendus : 17 ont mené à un changement, 20 ont reçu une "
        "réponse et 4 n’apparaissent plus nulle part.",
        "Ce que le plan appelle « une culture de la porte ouverte » revient, selon un membre, à savoir qui tient la "
        "clé après six heures.",
        "La participation citoyenne fut ce soir-là plus faible qu’espéré, car la basse-ville était inondée.",
        "Il est douteux que les données ouvertes suffisent, mais les jauges ont été lues 9 000 fois en une semaine.",
        "Pour le prochain plan, il serait utile de nommer une personne par jalon, avec un numéro de téléphone auquel "
        "on répond et une somme votée.",
    ),
    "es": (
        "El foro de Rivemont se reunió cinco tardes en la antigua aduana, de marzo a junio, con las puertas abiertas "
        "a quien pasara por el muelle.",
        "Sus doce miembros vienen del club de remo, de dos escuelas, de los comercios de la calle del Molino, de un "
        "periódico llamado “La Barca” y de cuatro servicios de la ciudad.",
        "Varios nos dijeron que habían leído el borrador en el tren, un día antes de que se les preguntara; otros lo "
        "tenían dos semanas antes.",
        "La ciudad explica que un cambio de servidor costó un mes, y que nadie había pensado en el verano.",
        "Contamos 41 observaciones en las actas: 17 llevaron a un cambio, 20 recibieron respuesta y 4 no vuelven a "
        "aparecer.",
        "La participación ciudadana fue esa tarde menor de lo esperado, porque la parte baja estaba inundada.",
        "Es dudoso que los datos abiertos basten, pero los sensores se leyeron 9 000 veces en su primera semana.",
        "Para el próximo plan ayudaría nombrar a una persona por hito, con un teléfono que se conteste.",
    ),
}

# Pages stop a definition at 200 bytes and set "..." after it, sometimes "... More": with this, each is long enough.
GOES_ON = {
    "en": "More of it is told in the handbook of the town.",
    "fr": "Le guide de la ville en dit davantage.",
    "es": "La guía de la ciudad cuenta más de ello.",
}
DEFINITIONS = {
    "en": {
        "Action Plan": "Action plans are what a town and its people write down together for two years: what will be "
        "done, by whom, by when, and how everyone will be able to see that it has been done or why it has not been.",
        "public participation": "When people outside the town hall take part in a decision before it is made, and "
        "can see afterwards what became of their words, we say participation; a hall full of chairs is not enough "
        "for that.",
        "open data": "Figures and lists that anyone may take, use and pass on, without asking, in a form that a "
        "machine reads as easily as a person; a scanned page of a printed table is none, however well it was meant.",
        "Open Government Partnership": "The partnership brings together governments and people’s organisations that "
        "promise each other to be more open, to let others look at what they do, and to say in public what came of it.",
        "co-creation process": "From the first call to the last signature, a plan is written by people who govern "
        "and people who are governed; who was asked, who answered and what was changed belongs to the process and "
        "to its record.",
        "steering committee": "A committee that keeps the course of the whole: it calls meetings, sees that papers "
        "come in time, settles what two departments both want to decide, and answers when nobody else does so.",
        "regulation": "Rules that bind those who govern and those who are governed, written down and published, with "
        "a day on which they begin to hold, and a person who can be asked what they mean when two people disagree.",
    },
    "fr": {
        "Plan d'action": "Les plans d’action disent ce qu’une ville et ses habitants écrivent ensemble pour deux ans : "
        "ce qui sera fait, par qui, pour quand, et comment chacun verra que c’est fait ou pourquoi ce ne l’est pas.",
        "participation citoyenne": "Quand des gens du dehors prennent part à une décision avant qu’elle soit prise, "
        "et voient ensuite ce que leurs mots sont devenus, il y a participation; une salle pleine de chaises ne "
        "suffit pas.",
        "données ouvertes": "Des chiffres et des listes que chacun peut prendre, utiliser et transmettre sans "
        "demander, sous une forme qu’une machine lit aussi bien qu’une personne; une page numérisée n’en est pas une.",
    },
    "es": {
        "Plan de Acción": "Los planes de acción dicen lo que una ciudad y su gente escriben juntas para dos años: qué "
        "se hará, quién lo hará, cuándo, y cómo verán todos que se ha hecho o por qué no se ha hecho todavía.",
        "participación ciudadana": "Cuando la gente de fuera toma parte en una decisión antes de que se tome, y ve "
        "después qué fue de sus palabras, hay participación; una sala llena de sillas no basta para que la haya.",
        "datos abiertos": "Cifras y listas que cualquiera puede tomar, usar y pasar sin preguntar, en una forma que "
        "una máquina lee tan bien como una persona; una página escaneada de una tabla impresa no lo es nunca.",
    },
}
