# Every word that the bot itself says, in German. See en.ftl for what each phrase is for.

## Answers

answer-none = Kein gespeicherter Satz beantwortet das.
answer-closest = Diese Sätze kommen dem am nächsten und sind keine Antworten:
answer-assumed = „{ $typed }“ als „{ $assumed }“ gelesen.
also-same = Derselbe Satz steht auch in:
also-alike = Derselbe oder fast derselbe Satz steht auch in:
separator = { " · " }
list-separator = { "; " }
untitled = ohne Titel
source-host = { " (" }{ $host })
added-here = in diesem Chat hinzugefügt
added-in-chat = in einem Chat hinzugefügt
continued = Der Satz geht in der Quelle weiter.
source-changed = An der Quelle geändert: Telegram findet diese Wörter dort nicht mehr.
source-unreachable = Telegram lässt mich diese Wörter nicht an ihrer Quelle überprüfen.
source-unconfirmed = Telegram bestätigt diese Wörter an ihrer Quelle nicht.
telegram-alters = Telegram verändert einige unsichtbare Zeichen dieses Zitats.
terminal-alters = Steuerzeichen dieses Zitats sind als Symbole dargestellt.
terminal-start = Stell eine Frage; Strg-D beendet das Gespräch.
key-next = → nächstes Zitat
key-previous = ← voriges Zitat
key-context = Tab Zusammenhang
key-closest = = nächstliegende Sätze
key-meant = ? ja, das ist gemeint
key-follow-up = + Anschlussfrage
quote-open = „
quote-close = “
source-mark = { "— " }
above-mark = { "▾ " }

## Buttons under an answer

button-next = Nächstes Zitat ({ $number } von { $total }) ▸
button-previous = ◂ Voriges Zitat
button-context = ↕ Zusammenhang
button-back = ◂ Zurück zum Zitat
button-copy = ⧉ Kopieren
button-share = ↗ Teilen
button-next-sign = ▸ { $number }/{ $total }
button-previous-sign = ◂
button-context-sign = ↕
button-copy-sign = ⧉
button-share-sign = ↗
button-read-on = Weiterlesen ▸
button-helped = 👍
button-not-helped = 👎
button-meant = Meintest du „{ $meant }“?
button-closest = ≈ Ähnlichste Sätze

## What a pressed button may have to say

button-unknown = Diesen Knopf gibt es nicht mehr.
button-expired = Diese Antwort ist zu alt für ihre Knöpfe. Bitte frag noch einmal.
button-not-yours = Diese Knöpfe sind nur für die Person, die gefragt hat, und für Admins.
quote-gone = Die Quelle dieses Zitats ist nicht mehr hier.
question-gone = Ich sehe die Frage nicht mehr. Bitte frag noch einmal.
silent-now = Ich schweige hier gerade.
button-not-admin = Nur Admins dieser Gruppe können ihre Einstellungen ändern.
vote-counted = Danke. 👍 { $helped } · 👎 { $not_helped }
vote-taken-back = Deine Stimme ist zurückgenommen. 👍 { $helped } · 👎 { $not_helped }

## A link to a quote

link-nowhere = Dieser Link führt zu keinem Zitat, das hier gezeigt werden kann. Schick mir eine Frage.

## Looking something up from any chat

inline-quoted = Das ist ein Zitat, Wort für Wort. Wer es geschickt hat, hat es nachgeschlagen, nicht geschrieben.
inline-how-title = Aus jedem Chat ein Zitat nachschlagen
inline-how = Schreib in einem beliebigen Chat @{ $bot } und wonach du suchst, warte auf die Zitate und tippe auf das, das du schicken willst.
inline-button = In einem privaten Chat fragen

## Commands

command-ask = Einen gespeicherten Satz nachschlagen
command-sources = Was hier zitiert werden kann
command-help = Wie man fragt
command-privacy = Was gespeichert wird
command-settings = Wann und wie ich antworte
command-stats = Wie viel gefragt und beantwortet wurde
command-add = Aus Nachricht oder Datei zitieren
command-remove = Hinzugefügtes wieder herausnehmen
command-mute = Eine Zeit lang schweigen, zum Beispiel 2h
command-unmute = Wieder antworten

## The bot's profile in Telegram

description =
    Ich beantworte Fragen nur mit Sätzen, die jemand wirklich geschrieben hat: Wort für Wort und mit ihrer Quelle. Ich schreibe nie eine eigene Antwort, und wenn nichts Gespeichertes antwortet, sage ich das.

    Schick mir eine Frage, oder nimm mich in eine Gruppe auf und frag dort mit /ask.
short-description = Ich antworte nur mit Sätzen, die jemand wirklich geschrieben hat, Wort für Wort und mit ihrer Quelle.

## What the bot says of itself

start =
    Ich antworte mit Sätzen, die jemand wirklich geschrieben hat, Wort für Wort, und sage, wo sie stehen. Eine eigene Antwort schreibe ich nie.

    Schick mir eine Frage.
start-examples = Oder tipp eine davon an:
help-private =
    Jede Nachricht an mich ist eine Frage. Ich suche den gespeicherten Satz, der sie beantwortet, und zitiere ihn Wort für Wort, mit seiner Quelle. Wenn nichts Gespeichertes antwortet, sage ich das, und ein Knopf zeigt, was dem am nächsten kommt.

    Unter einer Antwort zeigt ein Knopf das nächste Zitat, ein anderer die Sätze darum herum. Änderst du deine Frage, ändert sich auch die Antwort.

    /sources nennt, was hier zitiert werden kann, /privacy, was gespeichert wird, und mit /settings änderst du meine Sprache und mehr.
help-group =
    So fragt man in dieser Gruppe: schreib /ask und deine Frage, antworte auf eine meiner Nachrichten, oder erwähne mich (wo ich das in dieser Gruppe sehen kann). /ask als Antwort auf eine Nachricht schlägt diese Nachricht nach.

    Ich suche den gespeicherten Satz, der antwortet, und zitiere ihn Wort für Wort, mit seiner Quelle. Sonst bin ich still.

    /sources nennt, was hier zitiert werden kann, /privacy, was gespeichert wird. Admins wählen mit /settings, wann ich spreche, und lassen mich mit /mute schweigen.
help-add = /add als Antwort auf eine Nachricht oder eine Textdatei lässt mich hier daraus zitieren, und /remove nimmt sie wieder heraus. /add und eine Antwort, als Antwort auf eine Frage, die ich nicht beantworten konnte, lässt mich sie von da an zitieren.
ask-how = Schreib deine Frage hinter /ask, oder schick /ask als Antwort auf die Nachricht, in der sie steht.
small-talk = Ich schlage nur nach. Frag mich etwas, und ich zitiere den gespeicherten Satz, der es beantwortet, mit seiner Quelle.
only-text = Ich kann nur Text nachschlagen. Bitte schreib deine Frage.
not-admitted = Es tut mir leid: Ich antworte nur Personen und Chats, die mein Betreiber ausgewählt hat.
trouble = Hier ist etwas schiefgegangen. Bitte frag gleich noch einmal.
too-much = Das ist mehr, als ich auf einmal beantworten kann. Bitte warte ein wenig und frag noch einmal, was ohne Antwort geblieben ist.

sources-none = Hier ist noch nichts gespeichert.
sources-title =
    { $count ->
        [one] Eine Quelle kann hier zitiert werden:
       *[other] { $count } Quellen können hier zitiert werden:
    }
sources-more =
    { $count ->
        [one] und noch eine.
       *[other] und noch { $count }.
    }
bullet = { "• " }

privacy =
    Von einer Frage merke ich mir: welche gespeicherten Sätze sie beantwortet haben und welche ihrer Wörter fett waren, wann sie gestellt wurde, die Nummern der Nachrichten, des Themas und des Chats und die Nummer des Kontos, das gefragt hat. Das brauchen die Knöpfe, eine Frage, die auf eine Antwort antwortet, und eine Antwort, die den Änderungen ihrer Frage folgt. Es wird nach { $days ->
        [one] einem Tag
       *[other] { $days } Tagen
    } gelöscht.

    Von einer Stimme mit 👍 oder 👎 merke ich mir ebenso lange das Zitat und die Nummer des Kontos, das abgestimmt hat; danach nur noch die Anzahl. Von einem Konto, dem ich gesagt habe, dass ich nicht für es da bin, merke ich mir ebenso lange die Nummer. Von einem Chat bewahre ich seine Einstellungen auf, und wie viele Fragen gestellt und beantwortet wurden und wie lange die langsamste Antwort gedauert hat.

    Eine Nachricht wird nur so lange gespeichert, bis ich sie beantwortet oder übergangen habe, damit sie nicht verloren geht, wenn ich angehalten werde: für Sekunden, oder bis ich wieder laufe. Ihre Wörter werden nicht protokolliert. Ein Protokoll für den, der mich betreibt, enthält Nummern von Chats und Nachrichten, bei denen etwas hinzugefügt wurde oder schiefging, aber keine Wörter und keine Namen. Bis zum nächsten Neustart liegt im Arbeitsspeicher ein Fingerabdruck der letzten Fragen, mit einem zufälligen Schlüssel gemacht, an dem sich zeigt, ob eine Bearbeitung etwas geändert hat.
privacy-added = Was jemand mit /add hinzufügt, wird gespeichert, wie es ist, mit seinem Datum, dem Namen dessen, der es geschrieben hat, oder der Datei und den Nummern seiner Nachricht und seines Chats, bis /remove es herausnimmt; dann werden seine Wörter aus meinen Dateien getilgt. Ebenso eine Antwort, die jemand mit /add auf eine Frage gibt, zusammen mit den Wörtern dieser Frage, aber nicht damit, wer sie gestellt hat.
privacy-refused =
    Dieser Chat ist eine Ausnahme: Er bewahrt die Wörter von Fragen auf, die kein gespeicherter Satz beantwortet, ohne die Namen derer, die gefragt haben, damit seine Admins sehen, was fehlt. Sie werden gelöscht, wenn sie { $days ->
        [one] einen Tag
       *[other] { $days } Tage
    } lang nicht gestellt wurden.

## /add and /remove

added-message = Diese Nachricht kann ab jetzt hier zitiert werden. /remove als Antwort auf sie oder auf diese hier nimmt sie heraus.
added-answer = Die Frage und diese Antwort sind gespeichert, und die Antwort wird hier ab jetzt unter der Frage zitiert. /remove als Antwort auf eine von beiden oder auf diese Nachricht nimmt beide heraus.
added-file =
    { $count ->
        [one] Ein Abschnitt aus „{ $title }“ kann ab jetzt hier zitiert werden. /remove als Antwort auf die Datei oder auf diese Nachricht nimmt ihn heraus.
       *[other] { $count } Abschnitte aus „{ $title }“ können ab jetzt hier zitiert werden. /remove als Antwort auf die Datei oder auf diese Nachricht nimmt sie heraus.
    }
added-already = Das wurde schon hinzugefügt, und nichts daran hat sich geändert.
add-how = Schick /add als Antwort auf das, woraus ich zitieren soll: eine Textnachricht oder eine Textdatei (.txt, .md oder .jsonl). Oder beantworte eine Frage: /add und die Antwort, als Antwort auf sie.
add-format = Ich lese nur Textdateien in UTF-8: .txt, .md und .jsonl mit einem „text“ in jeder Zeile.
add-line = Zeile { $line } dieser Datei kann nicht gelesen werden.
add-too-big = Telegram gibt mir keine Datei von mehr als 20 MB.
add-too-much = Das passt nicht hinein: Die Höchstzahl der Abschnitte, die ein Chat hinzufügen kann, ist { NUMBER($count) }.
add-too-long = Das zu lesen dauert mehr als { NUMBER($count) } s, also füge ich es nicht hinzu. Teil es in kleinere Dateien auf, oder schick einfachere.
add-too-heavy = Das zu lesen braucht mehr als { NUMBER($count) } MB Speicher, also füge ich es nicht hinzu. Teil es in kleinere Dateien auf, oder schick einfachere.
add-unreadable = Etwas darin ist mehr, als ich verarbeiten kann, also füge ich es nicht hinzu.
add-queue = Gerade fügen zu viele Leute etwas hinzu. Bitte schick das in ein paar Minuten noch einmal.
add-withdrawn = Wer mich betreibt, hat das hier Hinzugefügte aus dem herausgenommen, was ich hier zitiere. Also füge ich nichts hinzu.
add-removed = Das wurde herausgenommen, während ich es las, und ich habe es nicht wieder hinzugefügt.
add-limit-document-bytes = Das ist größer als { NUMBER($count) } MB, und mehr lese ich nicht auf einmal. Teile es in kleinere Dateien.
add-limit-passages = Das hat mehr als { NUMBER($count) } Abschnitte, und mehr kann eine Datei nicht haben. Teile sie in kleinere.
add-limit-passage-length = Einer der Abschnitte hat mehr als { NUMBER($count) } Zeichen, und mehr kann keiner haben. Teile ihn.
add-limit-heading-length = Die Überschriften über einem der Abschnitte haben mehr als { NUMBER($count) } Zeichen. Kürze sie.
add-limit-field-length = Ein Titel oder ein anderes Feld hat mehr als { NUMBER($count) } Zeichen. Kürze es.
add-limit-block-units = Eine der Listen oder Tabellen hat mehr als { NUMBER($count) } Einträge, Zeilen oder leere Zellen. Teile sie.
add-limit-library-bytes = Das passt nicht hinein: Alles, was ich aufbewahre, hat in { NUMBER($count) } MB Platz, und der ist belegt.
add-limit-collection-bytes = Das passt nicht hinein: Was ein Chat hinzufügt, hat in { NUMBER($count) } MB Platz. Nimm zuerst etwas heraus (/remove).
add-mine = Meine eigenen Nachrichten sind keine Quelle.
add-answer-how = Meine eigenen Nachrichten sind keine Quelle. Um eine Frage zu beantworten, schick /add und die Antwort als Antwort auf die Frage selbst.
add-nobody = Hier kann nichts hinzugefügt werden.
add-admins = Nur Admins können hier Quellen hinzufügen.
add-wait = Ich arbeite noch an der vorigen. Bitte schick das noch einmal, wenn ich gesagt habe, dass es fertig ist.
add-trouble = Das hat gerade nicht geklappt. Bitte schick es gleich noch einmal.
removed = Es ist herausgenommen und wird hier nicht mehr zitiert.
remove-admins = Nur Admins können hier herausnehmen, was andere hinzugefügt haben.
remove-stopped = Ich füge das nicht weiter hinzu; Neues ist davon nicht gespeichert.
remove-how = Schick /remove als Antwort auf das, was hinzugefügt wurde, auf die Nachricht, in der ich es gesagt habe, oder auf eine Antwort, die daraus zitiert. /remove allein zeigt, was hier hinzugefügt wurde.
remove-which = Tipp an, was ich herausnehmen soll; das Neueste steht oben. Als Antwort auf eine meiner Antworten nimmt /remove heraus, was sie zitiert, wenn es hier hinzugefügt wurde.
remove-mark = { "✕ " }
remove-none = Hier gibt es nichts herauszunehmen.
button-newer = ◂ Neuere
button-older = Ältere ▸

## /mute and /unmute

muted = Ich schweige, bis ein Admin /unmute schickt.
muted-minutes =
    { $count ->
        [one] Ich schweige eine Minute lang. /unmute beendet das früher.
       *[other] Ich schweige { $count } Minuten lang. /unmute beendet das früher.
    }
muted-hours =
    { $count ->
        [one] Ich schweige eine Stunde lang. /unmute beendet das früher.
       *[other] Ich schweige { $count } Stunden lang. /unmute beendet das früher.
    }
muted-days =
    { $count ->
        [one] Ich schweige einen Tag lang. /unmute beendet das früher.
       *[other] Ich schweige { $count } Tage lang. /unmute beendet das früher.
    }
muted-weeks =
    { $count ->
        [one] Ich schweige eine Woche lang. /unmute beendet das früher.
       *[other] Ich schweige { $count } Wochen lang. /unmute beendet das früher.
    }
mute-how = Schreib /mute und eine Zeit: /mute 30m für Minuten, /mute 2h für Stunden, /mute 1d für Tage. /mute allein gilt bis /unmute.
mute-in-groups = In einem privaten Chat spreche ich nur, wenn du es tust. /mute und /unmute sind für Gruppen.
unmuted = Ich antworte wieder.
unmuted-off = Das Schweigen von /mute ist vorbei, aber in /settings steht, dass ich hier nie spreche.

## /settings

settings-private = Deine Einstellungen
settings-group = Einstellungen dieser Gruppe
settings-speak = Wann ich spreche
settings-speak-topic = Wann ich in diesem Thema spreche
settings-collections = Woraus ich zitiere
settings-language = Meine Sprache
settings-quotes = Zitate je Antwort
settings-vanish = Wenn nichts gefunden wurde
settings-adders = Wer Quellen hinzufügen darf
settings-refused = Unbeantwortete Fragen
settings-own = hier hinzugefügt
settings-back = ◂ Zurück
settings-close = Schließen
check-mark = { "✓ " }

mode-asked = wenn gefragt
mode-open = auch wenn sicher
mode-off = nie
mode-inherit = wie in der Gruppe
about-speak =
    Wenn gefragt: Ich antworte auf /ask, auf Antworten auf meine Nachrichten und auf Erwähnungen.

    Auch wenn sicher: Außerdem antworte ich auf eine Nachricht an niemand Bestimmten, die sich wie eine Frage liest, wenn ein gespeicherter Satz sie sicher beantwortet. Sonst bleibe ich still.

    Nie: Ich übergehe alles außer /settings, /stats, /mute und /unmute von Admins.

    In einer Gruppe mit Themen: Schick /settings in einem Thema, um nur für dieses zu wählen.
about-collections = Die Sammlungen von Quellen, die für diesen Chat freigegeben sind. Eine davon bleibt immer gewählt.
about-language = Die Sprache meiner eigenen Worte. Zitate bleiben, wie sie geschrieben wurden.
about-quotes = Durch wie viele Zitate man in einer Antwort höchstens blättern kann.
about-vanish = Was aus meiner Nachricht wird, wenn kein gespeicherter Satz antwortet.
about-adders = Wer mit /add Nachrichten und Dateien dieser Gruppe hinzufügen kann, damit ich daraus zitiere. /remove nimmt sie wieder heraus: wer hinzufügen kann, und Admins, alles; alle anderen, was sie selbst hinzugefügt haben. Zitiert werden sie nur in dieser Gruppe.
about-refused = Ob die Wörter von Fragen, die kein gespeicherter Satz beantwortet, aufbewahrt werden, damit /stats zeigen kann, welche am häufigsten gestellt werden. Dann sagt das auch /privacy. Sobald sie nicht mehr aufbewahrt werden sollen, werden sie gelöscht.

language-auto = automatisch
language-name = Deutsch
quotes-count =
    { $count ->
        [one] ein Zitat
       *[other] { $count } Zitate
    }
vanish-never = bleiben
vanish-seconds =
    { $count ->
        [one] nach einer Sekunde verschwinden
       *[other] nach { $count } Sekunden verschwinden
    }
vanish-minutes =
    { $count ->
        [one] nach einer Minute verschwinden
       *[other] nach { $count } Minuten verschwinden
    }
adders-admins = Admins
adders-members = alle Mitglieder
adders-nobody = niemand
refused-dropped = nicht aufbewahren
refused-kept = für /stats aufbewahren
nothing = nichts

warning-open = ⚠ Telegram zeigt mir die gewöhnlichen Nachrichten dieser Gruppe nicht, deshalb kann ich sie nicht von mir aus beantworten. Mein Betreiber kann @BotFather /setprivacy schreiben, Disable wählen und mich neu in die Gruppe aufnehmen; oder ein Admin macht mich zum Admin.
warning-mentions = ⚠ Telegram zeigt mir Erwähnungen in dieser Gruppe nicht; /ask und Antworten auf meine Nachrichten funktionieren. Für Erwähnungen kann mein Betreiber @BotFather /setprivacy schreiben, Disable wählen und mich neu in die Gruppe aufnehmen; oder ein Admin macht mich zum Admin.

## /stats

stats-none = Hier wurde noch nichts gefragt.
stats-title = Seit dem { DATETIME($since, dateStyle: "long") }
stats-asked = Fragen: { $count }
stats-answered = Beantwortet: { $count }
stats-refused = Nicht beantwortet: { $count }
stats-helped = Hilfreich: 👍 { $helped } · 👎 { $not_helped }
stats-slowest = Am langsamsten: { $ms } ms
stats-refused-most = Am häufigsten ohne Antwort gefragt:
stats-times =
    { $count ->
        [one] einmal
       *[other] { $count }-mal
    }
