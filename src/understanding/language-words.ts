/** Words that tell English from German: small words, words of the trade, endings. Words that both languages write alike are in neither list. */

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));

/** Folded words (lower case, plain vowels) that are English and no German, no dialect and no loanword. */
export const english = list(`
  the and are isnt arent wasnt werent being were ive youre youve theyre thats theres hes shes weve you your yours our ours they them
  their theirs she his my myself yourself this that these those there here what how who whose whom where when why which whether does
  did done doing dont doesnt didnt can cant cannot could couldnt would wouldnt should shouldnt wont shall might must have has had
  havent hasnt hadnt having not nothing nobody none never please with without within for from into onto about after before again
  against always already any anyone anybody anything every everyone everything everybody each both few many much more most other
  others another some someone somebody something somewhere because but or if than though although until while since yet just only even
  ever still too very really also such same yes yeah yep nope thank thanks hello goodbye cheers welcome dear sincerely regards today
  yesterday tomorrow tonight morning afternoon evening week weeks month months year years day days hour hours monday tuesday wednesday
  thursday friday saturday sunday january february march june july october december need needs needed want wants wanted know knows
  knew get gets got getting give gives given gave take takes took taken make makes made show shows shown tell tells told ask asks
  asked asking say says said see sees seen look looks looking find finds found come comes came go goes going gone keep keeps kept let
  lets put puts sent send sends call calls called calling use uses used using try tries tried trying started stopped stopping help
  helps helped work works worked working opens opened close closes closed opening closing move moves moved moving changed changing add
  adds added adding delete deletes deleted remove removes removed fix fixes fixed fixing happen happens happened pay pays paid paying
  charge charges charged charging cost costs bill billed billable explain explains explained teach teaches taught learn learns learned
  train trained understand understood mean means posted postings book booked booking bookings enter entered wrong wrongly twice
  mistake mistakes accidentally accident invoice invoices tenant tenants rent rents landlord lease owner owners property properties
  building buildings flat apartment account accounts statement statements payment payments balance balances ledger heating allocation
  crashes crashed crashing freezes froze frozen hangs broken breaks broke fails failed failing missing empty blank slow slowly phone
  number address reach speak talk human person people colleague colleagues employee employees staff rates price prices hourly covered
  coverage contract contracts included fees screen window click clicked printer printing prints printed keyboard mouse setting
  settings configure configured configuration adjust adjusted permission permissions install installed installing upgrade upgraded law
  legal legally tax taxes lawyer court allowed entitled liable issue issues question questions answer answers trouble wonder cancel
  nevermind forget waiting wait waited visit visits office appointment two three four five first last next old great fine bad better
  best right long short small down back away around between during through possible generally excluded like limits recommend refuses
  submit raise write database unknown application saving loading bookkeeper bookkeeping accountant induction cleaning wrote written
  urgent urgently immediately offered invoiced separately discard leave resolved
`);

/** Words that English has and German dialects, chat spelling or the trade have, too: they count half, and only beside a sure one; in German, too, they count half. */
export const englishPerhaps = list(`
  i is do he we us me of to as all no on in an at was will so am over up her it rate off its one out be stop start test bye post set by
  then good new been mine fee open print button free second change request requests key keys user users general
`);

/** Folded words that are German (dialects and chat spellings included) and no English word. */
export const german = list(`
  der die das den dem des ein eine einen einem einer eines und oder aber ist sind wird werden wurde wurden bin bist seid waren
  ich du er wir ihr ihre ihren ihrem ihrer mich mir dich dir uns euch unser unsere unseren unserem unserer euer eure eurem sein seine mein meine meinen meinem meiner dein deine
  nicht nichts nix nie niemals kein keine keinen keinem keiner ned nich ja nein nee doch
  auch noch schon mal nur sehr immer wieder jetzt heute gestern morgen seit seitdem bisher wenn dass weil obwohl damit denn dann
  wie wo wer wann warum wieso weshalb welche welcher welches welchen wen wem woher wohin
  kann konnen konnte konnten konnt kannst muss mussen musste soll sollen sollte darf durfen mochte mochten will wollen wollte
  habe haben hat hatte hatten hab gibt geht ging gehen macht machen gemacht kommt kommen lauft laufen funktioniert klappt stimmt steht stehen
  bitte danke dankeschon hallo guten tag moin servus gruezi tschuss gruss grusse vielen dank hilfe
  fur von vom mit zu zum zur auf bei beim nach uber unter zwischen durch ohne gegen um aus im am ins vor
  es etwas jemand jemanden niemand alles alle viel viele mehr ganz gar gerade leider einfach
  fehler fehlermeldung meldung programm abrechnung nebenkostenabrechnung betriebskostenabrechnung heizkostenabrechnung hausgeldabrechnung miete mieten mieter vermieter eigentumer verwalter hausverwaltung
  buchung buchungen gebucht doppelbuchung doppelbuchungen falschbuchung konto konten mahnung mahnungen lastschrift zahlung zahlungen rechnung rechnungen
  vertrag wartungsvertrag stundensatz kosten kostet kostenpflichtig abgedeckt enthalten preis gebuhr gebuhren
  telefonnummer rufnummer erreiche erreichen anrufen ansprechpartner mitarbeiter mensch menschen berater
  drucker rechner netzwerk bildschirm maus tastatur
  einstellung einstellungen einrichten anlegen andern schulung einweisung erklaren zeigen kollegin kollege kollegen
  falsch doppelt zweimal versehentlich loschen bereinigen stornieren
  abbrechen stand anliegen auftrag angebot weiss ahnung keine frage fragen brauche brauchen benotige
  sturzt absturz abgesturzt hangt kaputt friert
  dat wat ik ick et jeht isch ois net nit mia oba
`);

/** How German words end, and letters only German compounds have in a row; for words in neither list. */
export const germanShape =
  /(?:ungen|ung|keit|heit|schaft|lich|liche|lichen|ierung|ieren|ierte?n?|abrechnung\w*|buchung\w*|verwalt\w*|schlussel\w*)$|^(?:ge\w{3,}(?:t|en)$|haus(?!perf)\w{4,}|mieter?\w*|neben\w{4,}|eigentum\w*)/;
