// Everything works without this script: it moves focus to errors, shows what is left to type, copies what is to be typed
// elsewhere, and fetches htmx where a page asks.
const FRENCH = {
  characterCount: {
    charactersUnderLimit: { one: "Il vous reste %{count} caractère", other: "Il vous reste %{count} caractères" },
    charactersAtLimit: "Il ne vous reste aucun caractère",
    charactersOverLimit: { one: "%{count} caractère de trop", other: "%{count} caractères de trop" },
  },
  fileUpload: {
    chooseFilesButton: "Choisir un fichier",
    dropInstruction: "ou déposez-le ici",
    noFileChosen: "Aucun fichier choisi",
    multipleFilesChosen: { one: "%{count} fichier choisi", other: "%{count} fichiers choisis" },
    enteredDropZone: "Au-dessus de la zone de dépôt",
    leftDropZone: "Hors de la zone de dépôt",
  },
  passwordInput: {
    showPassword: "Afficher",
    hidePassword: "Masquer",
    showPasswordAriaLabel: "Afficher le mot de passe",
    hidePasswordAriaLabel: "Masquer le mot de passe",
    passwordShownAnnouncement: "Votre mot de passe est visible",
    passwordHiddenAnnouncement: "Votre mot de passe est masqué",
  },
};

document.body.classList.add("js-enabled", "govuk-frontend-supported");

const page = document.documentElement;
const i18n = page.lang === "fr" ? FRENCH : {};
initAll(Object.fromEntries(Object.entries(i18n).map(([component, texts]) => [component, { i18n: texts }])));

for (const button of document.querySelectorAll("[data-copy]")) {
  const done = button.nextElementSibling;
  button.parentElement.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    done.textContent = done.dataset.done;
    setTimeout(() => (done.textContent = ""), 5000);
  });
}

if (document.querySelector("[hx-get], [hx-post]")) {
  const script = document.createElement("script");
  script.src = page.dataset.htmx;
  document.head.append(script);
}
