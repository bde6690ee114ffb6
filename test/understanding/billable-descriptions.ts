/** Descriptions of billable work in many tones, written apart from the training examples: none may ever come out as covered. */
export const billableDescriptions: readonly string[] = `
Wir suchen jemanden, der unsere beiden Berufsanfängerinnen an das Mietenmodul heranführt.
Bitte um Einführung in die Liegenschaftsverwaltung mit Hausperfekt für vier Personen
Kann mir eine Fachfrau von Ihnen die Logik hinter den Abrechnungskreisen erläutern?
Nach zwei Jahren Babypause komme ich zurück und habe fast alles vergessen, was ich im Programm konnte.
Unser neuer Prokurist möchte verstehen, wie die Auswertungen im System zustande kommen.
Ich habe von Buchhaltung in Karthago null Vorkenntnisse und soll ab nächster Woche loslegen.
Die Chefin wünscht, dass alle im Team einmal den Jahreswechsel von Ihnen gezeigt bekommen.
Könnt ihr unserem Praktikanten kurz beibringen, wie man einen Mieter anlegt?
Welche Lehrgänge gibt es für die Technikverwaltung?
Mir fehlt der rote Faden bei der WEG-Verwaltung im Programm, ich bräuchte eine Gesamteinführung.
Jemand müsste meinem Nachfolger in Ruhe erklären, wozu welches Modul da ist.
Wir fangen mit der Instandhaltungsplanung ganz neu an und bräuchten Anleitung von euch.
Basics training for our accounting team, please, five people, remote
Could you give our new manager a tour of the reporting module?
einweisung in die software fuer unsre neue sekretärin
I soi ab Montag d'Buchhaltung macha und hob koan Schimmer vo dem Programm
Mir bräuchtet oin, der onserm Azubi des Buche erklärt
Kann uns einer vun üch dat mit de Abrechnung von Jrund op verzälle?
Woans geiht dat allens tosamen in dat Programm, kann mi dat een wiesen?
Kannste meener Neuen ma zeijen, wie man hier bucht?
Es geht nicht um eine Störung, sondern um ein Grundverständnis der Sollstellung.
Alles läuft fehlerfrei, nur kennt sich hier niemand mit dem Kautionsmodul aus.
Fehler haben wir keinen, Wissen leider auch nicht: Bitte ein Kurs Zahlungsverkehr.
Nach dem Update gibt es so viel Neues, wir hätten gern eine Schulung dazu.
Seit dem Versionswechsel finden sich die Kolleginnen nicht zurecht und wünschen eine Einweisung.
Die Kollegin, die das immer gemacht hat, ist nicht mehr da, wir brauchen eine Unterweisung.
Wir haben die Lizenz für das Vertragsmodul gekauft und würden es jetzt gern erlernen.
Was genau macht die Funktion Rücklagenentwicklung und wann benutzt man sie? Bitte einmal grundlegend.
Vier Stunden Online-Unterricht zum Thema Heizkosten, machen Sie das?
Ein halber Tag Auffrischung für drei Sachbearbeiterinnen, bitte Termine nennen
Welche Schritte umfasst ein Mieterwechsel generell? Ich lerne das gerade erst.
Ich habe die Stelle erst seit zwei Wochen und verstehe die ganze Struktur noch nicht.
Für unser Wissensmanagement hätten wir gern eine begleitete Einführung in die Dokumentenablage.
Gibt es einen Anfängerkurs, den ich von zu Hause aus machen kann?
Unser Team will lernen, wie man Serienbriefe im System richtig nutzt.
Bitte schulen Sie unsere Buchhaltung im Umgang mit Rücklastschriften.
Anlernen von zwei Teilzeitkräften
Key-User-Coaching Abrechnung
Modulüberblick gewünscht
Wissenslücken Rechnungseingang schließen
Einsteigerseminar?
Der neue Vorstand möchte einmal durch das gesamte System geführt werden.
Ich habe im Studium nur Theorie gelernt und müsste jetzt die Praxis im Programm gezeigt kriegen.
Unsere Zeitarbeitskraft kann mit der Software nichts anfangen, zeigt ihr sie ihr?
We took over another company, their staff needs a complete introduction to your software.
Somebody please explain the concept behind cost groups in the system.
Wer macht bei euch die Lehrstunden für Neulinge?
Ich möchte nicht immer die Kollegin fragen müssen, gibt es einen Kurs?
Erklärbedarf: Zusammenhang zwischen Wirtschaftsplan, Hausgeld und Abrechnung im System
Keine Fehlermeldung, bloß eine ahnungslose Vertretung, die Hilfe zum Einstieg braucht.
Wie hinterlege ich im System, dass die Garage nur auf die Stellplatzmieter verteilt wird?
Bitte einen Schlüssel nach Quadratmetern für das Objekt Kirchplatz anlegen
Wo trage ich die neue IBAN der Gemeinschaft ein, damit sie auf den Briefen steht?
Könnten Sie bei uns das automatische Mahnen ab Stufe zwei einschalten?
Uns fehlt ein Buchungsschlüssel für die Solaranlage, wie legt man den an?
Ich möchte den Zugriff der Aushilfe auf zwei Objekte begrenzen.
Unsere Rechnungen sollen künftig eine andere Nummernfolge haben.
Der Ausdruck der Kündigungsbestätigung soll unser neues Firmenlogo tragen.
Kann man die Zinsen für Kautionen pro Haus verschieden einstellen und wo?
Für die Anbindung an unser Archiv brauchen wir die richtigen Parameter.
Die Freigabe von Handwerkerrechnungen soll künftig über zwei Personen gehen, bitte einstellen.
Stellt ihr mir die Abrechnung so ein, dass der Winterdienst extra ausgewiesen wird?
Umlage Breitbandkabel pro Wohnung statt pro Fläche, wie konfigurieren?
Ein neues Profil für die Hausmeister mit eingeschränkten Rechten muss her.
Bitte SEPA-Mandatsvorlage an unsere neue Gläubiger-ID anpassen
Wie baue ich in die Mahnung einen Hinweis auf Ratenzahlung ein?
How can we make the system send invoices as e-mail attachments?
Please give our auditor read access to the ledger.
Where do I define a new cost category for elevators?
We want a different template for the annual statement.
wie kan ich die reienfolge der kostenarten ändern
neue bank verbindung eintragn wo mach ich das
Wia dua i an zwoatn Mandanten olegn?
Wo kann i einstelle, dass d'Mahnung erscht noch 20 Tag kommt?
Wie stell ich dat en, dat dä Müll noh Persone jeht?
Wo stell ick'n dit Logo um?
Nichts defekt, ich will nur den Standardtext im Anschreiben ändern.
Die Berechnung stimmt, wir möchten sie aber künftig nach Verbrauch statt nach Fläche.
Das System arbeitet fehlerfrei, wir brauchen lediglich eine weitere Kostenstelle.
Zum Monatsersten soll die Miete im Lauf am dritten statt am ersten Werktag gezogen werden, wo stellt man das um?
Unsere Bank wechselt, im Programm müssen neue EBICS-Parameter hinein.
Wir würden gern die Ablesewerte automatisch vom Messdienst übernehmen, was ist dafür einzurichten?
Die Sachbearbeiterinnen sollen keine Stammdaten mehr ändern dürfen. Bitte die Rechte entsprechend setzen.
Welche Einstellung steuert, ob Guthaben ausgezahlt oder verrechnet werden?
Welcher Schlüssel passt für eine Hebeanlage, die nur drei Wohnungen nutzen, und wie lege ich ihn an?
Formularanpassung Wirtschaftsplan
Rollen und Rechte neu aufsetzen
Zahlungsbedingungen pflegen
Verteilungsregel Tiefgaragentor
Schnittstelle Versorger einrichten
Neue Mahnstufe hinzufügen
Nummernkreise trennen je Mandant
Buchungsvorlagen definieren
Firmendaten im Briefkopf aktualisieren
Indexmiete hinterlegen, bitte Unterstützung
Abgrenzung Leerstandskosten einstellen
Wie schalte ich das Modul Wiedervorlage frei?
Im Partnerprogramm für Wohnungsabnahmen soll unser Protokoll hinterlegt werden.
Wie verknüpfe ich das Mieterportal mit unserem System?
Unser Controlling will zusätzliche Felder im Export, können Sie das einrichten?
Die Anrede auf allen Briefen soll geschlechtsneutral werden, wo ändert man das?
Steuersatz für den neuen Gewerbemieter im System eintragen, wie?
Wie stelle ich auf papierlosen Versand um?
Ich habe im Januar alle Nebenkosten auf das Mietkonto gebucht, können Sie das auseinanderziehen?
Unsere Zeitarbeitskraft hat Zahlungen von vierzig Mietern vertauscht.
Durch ein Missgeschick von mir sind alle Verträge eines Hauses beendet worden.
Wir haben die Jahresabrechnung doppelt gebucht und wissen nicht, wie wir zurückkommen.
Der Kollege hat den Bankimport zweimal laufen lassen, nun ist jeder Umsatz doppelt.
Ich habe mich bei sechzig Belegen im Mandanten vertan.
Kann der Support die Buchungen löschen, die meine Mitarbeiterin versehentlich erzeugt hat?
Bitte helfen Sie beim Berichtigen falsch erfasster Eröffnungswerte.
Jahrelang wurde bei uns die Rücklage auf das falsche Konto gesteckt. Wer bringt das in Ordnung?
Wir haben 70 Eigentümer zweimal im Stamm und möchten sie zusammengelegt haben.
Da hat bei uns einer die Objektnummern vertauscht, und es wurde munter weitergebucht.
Statusunterschiede zwischen Rechnung und Zahlung, weil wir von Hand eingegriffen haben
Ein Praktikant hat die Zählernummern quer durchs Haus vertauscht.
Ich habe eine ganze Abrechnung storniert, die nicht storniert werden durfte.
Die Aushilfe hat Gutschriften als Belastungen eingegeben, 45 Stück.
Durch falsches Auszifern sind bei uns die offenen Posten Kraut und Rüben.
Wir haben in der Hektik die Vormonatsmieten noch einmal eingezogen und verbucht.
Somebody on my team assigned the payments to the wrong owners.
I accidentally ran the rent posting twice for January.
Our temp worker deleted thirty vendor records.
We entered all opening values with the wrong sign and need help correcting them.
hab ausversehn die falshe objektnumer bei allen rechnungn
kollege hat mieten 3mal gebucht bite korrigirn
I hob de ganzn Rechnungen aufs vorige Johr bucht, kennts des richten?
Mir hend onsre Konte durcheinanderbrocht, wer hilft ons beim Sortiera?
Ich han die Miete op dat falsche Huus jebuch
Ick hab mir bei de Salden vertan, könnta det glattziehn?
Ich hab mich da ganz schön verhauen beim Buchn, wer biegt das wieder hin?
Kein Softwarefehler: Ich habe schlicht die falsche Periode bebucht.
Nicht das Update war schuld, unsere Vertretung hat die Rechnungen doppelt eingegeben.
Das System macht, was es soll, wir haben nur Unsinn eingegeben und möchten ihn loswerden.
Am Programm liegt es nicht. Wir selbst haben die Lastschriften zweimal gebucht.
Wir haben vergessen, die Umsätze abzugrenzen, und müssen jetzt zwei Jahre aufrollen.
Vor der Prüfung müssten unsere fehlerhaften Buchungen geradegerückt werden.
Bitte die versehentlich festgeschriebene Periode öffnen, wir hatten noch Belege vergessen.
Der Chef hat am Wochenende selbst gebucht, jetzt stimmt keine Summe mehr.
Meine Vorgängerin hat Kautionen als Mieten verbucht, über drei Jahre.
Altfehler aus der Zeit vor mir: niemand hat je ausgeziffert, bitte helfen Sie beim Bereinigen.
Fehlbuchung rückabwickeln
Dubletten entfernen
Falsche Kontierung umdrehen
Sammelkorrektur Belege
Stornolauf für unsere Doppelerfassung
Gelöschte Buchungen zurückholen
Manuell gesetzten Status zurückdrehen
Mietermerge nach Doppelanlage
Datenmüll von uns aufräumen
Salden nach Eingabefehler berichtigen
Vertauschte Konten zurücktauschen
Wir bitten um Korrektur unserer versehentlichen Massenfreigabe.
Die von mir importierte Excelliste hatte verrutschte Spalten, nun stehen Namen in den Betragsfeldern.
Ein Zahlendreher bei der Kontonummer hat bei uns über Monate falsche Auszahlungen erzeugt, bitte bei der Aufarbeitung helfen.
Wir haben die neue Verwaltung falsch übernommen und brauchen Hilfe, die Daten sauber zu bekommen.
Könnt ihr mir die 15 Rechnungen rausnehmen, die ich doppelt drin hab?
Wegen meines Tippfehlers hat ein Eigentümer tausend Anteile statt hundert. Die Abrechnung ist schon raus.
Ich hab zu früh abgeschlossen, jetzt müsst ihr mir das Jahr nochmal aufmachen.
Wir haben den falschen Kontoauszug verbucht und bekommen ihn nicht mehr zurück.
Auf dem neuen Terminalserver fehlt noch Hausperfekt, bitte aufspielen.
Unser Systembetreuer bittet um Hilfe beim Einspielen der Version 12.
Der Rechner in der Zweigstelle braucht den Client.
Wir wechseln im Herbst auf neue Server und hätten gern, dass Sie die Software mitnehmen.
Kann jemand von euch das Programm auf meinem neuen Tablet installieren?
Nach einem Festplattentausch müsste Karthago neu auf den PC.
Das Setup verlangt Adminrechte, kann das jemand von Ihnen für uns durchführen?
Bitte das Jahresupdate bei uns aufspielen, Wartungsfenster ist Freitagabend.
Die Datenbank soll auf einen anderen SQL-Server umziehen, wer begleitet uns?
Rollout auf zwanzig Clients, wir wünschen Unterstützung.
Setup meldet fehlende .NET-Laufzeit und beendet sich
Installationsroutine bricht mit Fehler 1722 ab
Beim Aufspielen des Updates bleibt der Assistent bei 80 Prozent stehen
Installation auf Windows Server 2025 schlägt fehl, bitte übernehmen Sie
Please install the latest version on our new application server.
Setup wizard stops with error 1603, can you do the installation?
We bought six laptops and need the program on all of them.
progam auf neun rechner rauf machen
wer instalirt uns das update
Des neie Update müassts ihr uns draufspuin
Onser neuer Server steht, wer macht ons des Programm nuff?
Künnt ihr dat Programm op minge neue Laptop don?
Kann uns wer die Software uff die neie Rechner druffmache?
Spielt ihr uns det Update uff oder müssen wa det selba machen?
Es ist alles in Ordnung, wir haben nur einen zusätzlichen Arbeitsplatz, der die Software braucht.
Kein Fehler, nur Umzug: Die Anwendung soll auf den Server im neuen Büro.
Die alte Maschine läuft noch, trotzdem soll das Programm bald auf die neue.
Zweitinstallation im Homeoffice
Update auf aktuelle Fassung durch Sie
Client fehlt auf dem Empfangsrechner
Neuer Arbeitsplatz Buchhaltung einrichten mit ERP
Wiederherstellung der Anwendung nach Plattencrash
Testumgebung installieren
Umzug in die Cloud begleiten
Softwareverteilung vorbereiten
Datenbank auf neuen Host heben
Installationshilfe erbeten
Unser Admin kommt mit dem Installationshandbuch nicht zurecht, bitte telefonisch begleiten.
Wir möchten von der alten Fassung auf die neue wechseln, übernehmen Sie die Umstellung?
Der Laptop vom Geschäftsführer soll ebenfalls mit dem Programm ausgestattet werden.
Das Servicepack liegt bereit, wir hätten gern jemanden von euch beim Einspielen dabei.
Auf dem ausgetauschten PC ist außer Windows nichts drauf, da muss euer Programm hin.
Wir haben den Server virtualisiert, nun müsste der Applikationsdienst neu eingerichtet werden.
Die Lizenzdatei muss auf das neue Gerät, und das Programm ebenfalls.
Wer richtet uns nach dem Umzug die Anwendung auf allen Rechnern wieder ein?
Unser Laserdrucker zieht die Abrechnungen schief ein.
Seit heute früh druckt keiner der Drucker im zweiten Stock.
Vom Homeoffice aus klappt der VPN-Tunnel nicht.
Der Switch im Flur hat keinen Strom und alle sind offline.
Mein Notebook überhitzt und geht aus.
Windows verlangt ständig einen Neustart.
Im Besprechungsraum ist kein WLAN.
Wir bekommen eine neue Firewall und wissen nicht, welche Ports frei sein müssen.
Der Server rattert und wird immer langsamer.
Der Scanner am Empfang zieht zwei Blätter auf einmal ein.
Ein Monitor bleibt beim Start dunkel.
Meine Funkmaus reagiert verzögert.
Netzlaufwerk Z wird nicht verbunden, Anmeldung an Windows dauert zehn Minuten.
Seit dem letzten Windows-Update findet mein PC den Kopierer nicht mehr.
Der Terminalserver hängt, weil der Arbeitsspeicher voll ist.
Die Netzwerkverbindung zur Außenstelle bricht stündlich ab, dann fliegen wir aus Hausperfekt.
Wegen unserer langsamen Leitung dauert jede Buchung eine Ewigkeit.
Unser Virenschutz sperrt die Programmdateien, was müssen wir freigeben?
Das Kabel zum Drucker wurde getauscht, nun kommt nur Zeichensalat.
Der Bondrucker am Empfang gibt leere Zettel aus.
Our office router died, nobody can reach the server.
My laptop shows a blue screen after login.
The network printer prints only half the page.
drucker druckt doppelt und schief
netzwerck geht nich im ersten stok
mein bildschrim ist auf einmal ganz gelb
Da Drucka ziagt koa Babia mea
Bei ons goht s Internet emmer wieder naus
Minge Rechner fährt nit mih huh
Meen Bildschirm flackert wie verrückt
Der Rechner machd so komische Geräusche
Dat Internet is bannig langsam bi uns
Karthago selbst ist in Ordnung, unser Server ist nach dem Stromausfall nicht hochgekommen.
In der Vorschau sieht alles gut aus, der Drucker macht daraus leere Seiten.
Nicht Hausperfekt streikt, sondern unser VPN.
Kein Programmfehler, die Festplatte im Server ist defekt.
Windows-Anmeldung nicht möglich
Druckerwarteschlange leeren
WLAN-Passwort Büro geändert, Rechner offline
Server neu starten, wie?
Domänenanmeldung schlägt fehl
Router getauscht, Drucker weg
Datensicherung läuft nicht durch
USB-Ports tot
Zweiter Bildschirm ohne Signal
Remote Desktop friert ein
Treiber für Etikettendrucker
Grafikfehler nach Windows-Update
Glasfaser neu, jetzt kein Serverzugriff
Der Nadeldrucker für die Überweisungsträger hat den Geist aufgegeben.
Unsere Außendienstler kommen mit dem Tablet nicht ins Firmennetz.
Die IP des Servers wurde geändert, nun finden die Arbeitsplätze ihn nicht.
Beim Drucken über den Terminalserver landet alles auf dem falschen Gerät.
Nach dem Gewitter ist der halbe Serverschrank aus.
Der Kartenleser fürs Onlinebanking wird am neuen PC nicht erkannt.
Mein Rechner braucht zwanzig Minuten zum Hochfahren, was kann ich tun?
Unser Dienstleister hat das Netz umgebaut und nun erreicht keiner mehr die Freigaben.
Die Uhr des Servers geht falsch, wo stellt man das in Windows um?
Der Drucker meldet Papierstau, obwohl keiner da ist.
Nach dem Update von Windows startet der Druckdienst nicht mehr.
Was für einen Server müssen wir für zehn Arbeitsplätze anschaffen?
Ich bekomme ständig eine Fehlermeldung vom Drucker: Toner leer.
Beim Starten des PCs erscheint „No boot device“.
Fehler 0x0000011b beim Verbinden des Netzwerkdruckers
Fehler 651 bei der Einwahl ins Internet
VPN Fehler 809
Scanner meldet Fehler E-04
Die Verbindung zum Server ist unterbrochen, sagt Windows, alle Programme sind betroffen.
Systemfehler 53, Netzwerkpfad nicht gefunden
Ich habe Fehler gemacht: drei Mieter falsch angelegt und schon abgerechnet.
Fehler beim Buchen von mir, 20 Rechnungen im falschen Jahr
Fehlerhafte Eingaben unserer Azubine müssen zurückgenommen werden
Problem mit Doppelbuchungen, die wir selbst verursacht haben
Problem: neue Kollegin kann das Programm nicht bedienen, braucht Schulung
Störung keine, aber Bedarf an Einweisung in die Umlagenberechnung
Dringend: Schulung für Vertretung noch diese Woche
Dringend! Client muss heute noch auf den neuen PC
Dringend, ich habe den falschen Zahllauf verbucht und muss das sofort rückgängig machen
Notfall: Server tot, nichts geht mehr, Techniker der Hardware ist nicht erreichbar
Hilfe, ich habe alle Mieter eines Hauses gelöscht
Hilfe beim Verteilerschlüssel Aufzug gesucht
Hilfe beim Aufsetzen des neuen Servers gesucht
Hilfe bei Netzwerkproblem
Mein Fehler, ich hab die falsche Datei eingelesen und verbucht
Das Programm stürzt nicht ab, aber wir brauchen den neuen Client auf drei PCs.
Das geht bei uns nicht: Wie muss ich die Umlage einstellen, damit die Läden nichts zahlen?
Die Mahnungen gehen nicht automatisch raus, weil wir es nie eingerichtet haben. Wie richtet man das ein?
Abrechnung falsch, weil ich die Schlüssel verwechselt habe
Abrechnung falsch, weil meine Kollegin die Flächen falsch eingegeben hat
Die Salden sind falsch, wir haben Soll und Haben vertauscht
Alles doppelt, weil ich zweimal auf Import geklickt habe
Summen passen nicht, unser Azubi hat nach Gefühl kontiert
Mietkonto stimmt nicht, da hat unsere Vertretung wild gebucht
Offene Posten stimmen nicht, wir haben nie ausgeziffert, bitte bereinigen
Konten gehen nicht auf, weil Belege von uns im falschen Jahr liegen
`
  .trim()
  .split('\n');
