// The page's own words. What the bot says comes from the bot, in the person's language.

export const LOCALES = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" };

const TEXTS = {
  fi: {
    skip: "Siirry kirjoittamaan",
    local: "paikallinen kokeilu",
    choose: "Valitse henkilö",
    asPerson: "Henkilö: {name}. Vaihda",
    language: "Sivun kieli",
    dark: "Tumma",
    heading: "Keskustelu ALKE-botin kanssa",
    people: "Kuka olet?",
    find: "Hae nimellä tai organisaatiolla",
    found: "Henkilöitä löytyi: {count}",
    unread: "uusia viestejä: {count}",
    close: "Sulje",
    log: "Viestit",
    welcome: "Valitse, kenenä keskustelet.",
    begin: "Kirjoita kysymys tai tervehdi. Botti kertoo, mitä se osaa.",
    typing: "ALKE-botti kirjoittaa",
    newer: "Uusia viestejä ↓",
    suggestions: "Ehdotukset",
    write: "Kirjoita viesti",
    send: "Lähetä",
    keys: "Enter lähettää, Shift+Enter vaihtaa riviä",
    me: "Sinä",
    card: "Kortti botilta",
    sent: "Vastauksesi lähetettiin.",
    again: "Yritä uudelleen",
    offline: "Yhteys palvelimeen katkesi. Sivu yrittää uudelleen.",
    unsent: "Viesti ei lähtenyt. Se on tallessa tässä: yritä uudelleen.",
    unsentForm: "Tiedot eivät lähteneet. Ne ovat tallessa: paina painiketta uudelleen.",
    refused: "Palvelin ei ottanut viestiä vastaan (virhe {status}). Yritä uudelleen tai muuta viestiä.",
    tooLong: "Viesti on liian pitkä. Lyhennä sitä ja lähetä uudelleen.",
    badLink: "Linkkiä ei voi avata täältä.",
    unsupported: "Sivu ei osaa näyttää tätä liitettä.",
    notLoaded: "Tietoja ei saatu palvelimelta. Tarkista, että se on käynnissä, ja lataa sivu uudelleen.",
    moreActions: "Lisää toimintoja",
    groups: {
      council: "Maakuntien liitot",
      ministry: "Ministeriöt",
      secretariat: "Sihteeristö, työryhmä ja AUNE",
      other: "Muut",
    },
    roles: {
      contact: "yhteyshenkilö",
      deputy: "varahenkilö",
      observer: "tarkkailija",
      coordinator: "koordinaattori",
      working_group: "työryhmä",
    },
  },
  sv: {
    skip: "Gå till att skriva",
    local: "lokal provkörning",
    choose: "Välj person",
    asPerson: "Person: {name}. Byt",
    language: "Sidans språk",
    dark: "Mörk",
    heading: "Chatt med ALKE-botti",
    people: "Vem är du?",
    find: "Sök på namn eller organisation",
    found: "Antal personer: {count}",
    unread: "nya meddelanden: {count}",
    close: "Stäng",
    log: "Meddelanden",
    welcome: "Välj vem du är i chatten.",
    begin: "Skriv en fråga eller hälsa. Boten berättar vad den kan.",
    typing: "ALKE-botti skriver",
    newer: "Nya meddelanden ↓",
    suggestions: "Förslag",
    write: "Skriv ett meddelande",
    send: "Skicka",
    keys: "Enter skickar, Skift+Enter byter rad",
    me: "Du",
    card: "Kort från boten",
    sent: "Ditt svar skickades.",
    again: "Försök igen",
    offline: "Förbindelsen till servern bröts. Sidan försöker igen.",
    unsent: "Meddelandet gick inte iväg. Det finns kvar här: försök igen.",
    unsentForm: "Uppgifterna gick inte iväg. De finns kvar: tryck på knappen igen.",
    refused: "Servern tog inte emot meddelandet (fel {status}). Försök igen eller ändra meddelandet.",
    tooLong: "Meddelandet är för långt. Förkorta det och skicka igen.",
    badLink: "Länken kan inte öppnas här.",
    unsupported: "Sidan kan inte visa den här bilagan.",
    notLoaded: "Uppgifterna kunde inte hämtas. Kontrollera att servern är i gång och ladda om sidan.",
    moreActions: "Fler åtgärder",
    groups: {
      council: "Landskapsförbund",
      ministry: "Ministerier",
      secretariat: "Sekretariatet, arbetsgruppen och AUNE",
      other: "Övriga",
    },
    roles: {
      contact: "kontaktperson",
      deputy: "ersättare",
      observer: "observatör",
      coordinator: "koordinator",
      working_group: "arbetsgrupp",
    },
  },
  en: {
    skip: "Skip to writing",
    local: "local trial",
    choose: "Choose a person",
    asPerson: "Person: {name}. Change",
    language: "Language of the page",
    dark: "Dark",
    heading: "Chat with ALKE-botti",
    people: "Who are you?",
    find: "Search by name or organisation",
    found: "People found: {count}",
    unread: "new messages: {count}",
    close: "Close",
    log: "Messages",
    welcome: "Choose who you are in the chat.",
    begin: "Write a question or say hello. The bot tells you what it can do.",
    typing: "ALKE-botti is typing",
    newer: "New messages ↓",
    suggestions: "Suggestions",
    write: "Write a message",
    send: "Send",
    keys: "Enter sends, Shift+Enter starts a new line",
    me: "You",
    card: "Card from the bot",
    sent: "Your response was sent.",
    again: "Try again",
    offline: "The connection to the server was lost. The page is trying again.",
    unsent: "The message was not sent. It is kept here: try again.",
    unsentForm: "Your entries were not sent. They are kept: press the button again.",
    refused: "The server did not accept the message (error {status}). Try again or change the message.",
    tooLong: "The message is too long. Shorten it and send it again.",
    badLink: "The link cannot be opened here.",
    unsupported: "The page cannot show this attachment.",
    notLoaded: "The server gave no data. Check that it is running and reload the page.",
    moreActions: "More actions",
    groups: {
      council: "Regional councils",
      ministry: "Ministries",
      secretariat: "Secretariat, working group and AUNE",
      other: "Others",
    },
    roles: {
      contact: "contact person",
      deputy: "deputy",
      observer: "observer",
      coordinator: "coordinator",
      working_group: "working group",
    },
  },
};

/** The language in use: one of fi, sv, en. */
export const language = () => document.documentElement.lang;

/** The text of this name in the language in use, with {values} put in. */
export function text(name, values = {}) {
  return TEXTS[language()][name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

/** The label of a group of people, or of a role; an unknown one is shown as it is. */
export const label = (kind, name) => TEXTS[language()][kind][name] ?? name;

/** Turn the page to this language (Finnish when it is not one of ours) and write every text of the page anew. */
export function turnTo(chosen) {
  document.documentElement.lang = chosen in TEXTS ? chosen : "fi";
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = text(node.dataset.text);
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = text(node.dataset.placeholder);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", text(node.dataset.label));
}
