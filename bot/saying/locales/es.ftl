# Every word that the bot itself says, in Spanish. See en.ftl for what each phrase is for.

## Answers

answer-none = Ninguna frase guardada responde a esto.
answer-closest = Estas son las que más se acercan, pero no responden:
answer-assumed = Leí «{ $typed }» como «{ $assumed }».
also-same = La misma frase está también en:
also-alike = La misma frase, o casi la misma, está también en:
separator = { " · " }
list-separator = { "; " }
untitled = sin título
source-host = { " (" }{ $host })
added-here = añadido en este chat
added-in-chat = añadido en un chat
continued = La frase continúa en su fuente.
source-changed = Ha cambiado en su fuente: Telegram ya no encuentra allí estas palabras.
source-unreachable = Telegram no me deja comprobar estas palabras en su fuente.
source-unconfirmed = Telegram no confirma estas palabras en su fuente.
telegram-alters = Telegram cambia algunos caracteres invisibles de esta cita.
terminal-alters = Los caracteres de control de esta cita se muestran como símbolos.
terminal-start = Haz una pregunta; Ctrl-D termina la conversación.
key-next = → cita siguiente
key-previous = ← cita anterior
key-context = Tab contexto
key-closest = = frases más cercanas
key-meant = ? sí, eso es
key-follow-up = + pregunta de seguimiento
quote-open = «
quote-close = »
source-mark = { "— " }
above-mark = { "▾ " }

## Buttons under an answer

button-next = Cita siguiente ({ $number } de { $total }) ▸
button-previous = ◂ Cita anterior
button-context = ↕ Contexto
button-back = ◂ Volver a la cita
button-copy = ⧉ Copiar
button-share = ↗ Compartir
button-next-sign = ▸ { $number }/{ $total }
button-previous-sign = ◂
button-context-sign = ↕
button-copy-sign = ⧉
button-share-sign = ↗
button-read-on = Seguir leyendo ▸
button-helped = 👍
button-not-helped = 👎
button-meant = ¿Quisiste decir «{ $meant }»?
button-closest = ≈ Frases más cercanas

## What a pressed button may have to say

button-unknown = Este botón ya no existe.
button-expired = Esta respuesta es demasiado antigua para sus botones. Pregunta de nuevo, por favor.
button-not-yours = Estos botones son solo para quien preguntó y para los administradores.
quote-gone = La fuente de esta cita ya no está aquí.
question-gone = Ya no veo la pregunta. Pregunta de nuevo, por favor.
silent-now = Ahora mismo guardo silencio aquí.
button-not-admin = Solo los administradores de este grupo pueden cambiar sus ajustes.
vote-counted = Gracias. 👍 { $helped } · 👎 { $not_helped }
vote-taken-back = Tu voto queda retirado. 👍 { $helped } · 👎 { $not_helped }

## A link to a quote

link-nowhere = Este enlace no lleva a ninguna cita que se pueda mostrar aquí. Envíame una pregunta.

## Looking something up from any chat

inline-quoted = Esto es una cita, palabra por palabra. Quien la envió la buscó; no la escribió.
inline-how-title = Buscar una cita desde cualquier chat
inline-how = En cualquier chat, escribe @{ $bot } y lo que buscas, espera a que aparezcan las citas y toca la que quieras enviar.
inline-button = Preguntar en un chat privado

## Commands

command-ask = Buscar una frase guardada
command-sources = Qué se puede citar aquí
command-help = Cómo preguntar
command-privacy = Qué se recuerda
command-settings = Cuándo y cómo respondo
command-stats = Cuánto se ha preguntado y respondido
command-add = Citar el mensaje o archivo respondido
command-remove = Quitar lo que se añadió
command-mute = Callar un tiempo, por ejemplo 2h
command-unmute = Volver a responder

## The bot's profile in Telegram

description =
    Respondo a las preguntas solo con frases que alguien escribió de verdad: palabra por palabra y con su fuente. Nunca escribo una respuesta propia, y si nada de lo guardado responde, lo digo.

    Envíame una pregunta, o añádeme a un grupo y pregunta allí con /ask.
short-description = Respondo solo con frases que alguien escribió de verdad, palabra por palabra y con su fuente.

## What the bot says of itself

start =
    Respondo con frases que alguien escribió de verdad, palabra por palabra, y digo dónde están. Nunca escribo una respuesta propia.

    Envíame una pregunta.
start-examples = O toca una de estas:
help-private =
    Cada mensaje que me envías es una pregunta. Busco la frase guardada que la responde y la cito palabra por palabra, con su fuente. Si nada de lo guardado responde, lo digo, y un botón muestra lo que más se acerca.

    Debajo de una respuesta, un botón muestra la cita siguiente y otro las frases que la rodean. Si editas tu pregunta, la respuesta cambia con ella.

    /sources muestra qué se puede citar aquí, /privacy qué se recuerda, y /settings cambia mi idioma y otras cosas.
help-group =
    Para preguntar en este grupo: escribe /ask y tu pregunta, responde a uno de mis mensajes o mencióname (si este grupo me deja verlo). /ask como respuesta a un mensaje busca ese mensaje.

    Busco la frase guardada que responde y la cito palabra por palabra, con su fuente. Por lo demás, callo.

    /sources muestra qué se puede citar aquí, /privacy qué se recuerda. Los administradores eligen con /settings cuándo hablo y me hacen callar con /mute.
help-add = /add como respuesta a un mensaje o a un archivo de texto me deja citarlo aquí, y /remove lo quita de nuevo. /add y una respuesta, contestando a una pregunta que no pude responder, me deja citarla desde entonces.
ask-how = Escribe tu pregunta detrás de /ask, o envía /ask como respuesta al mensaje que la contiene.
small-talk = Solo busco. Pregúntame algo y citaré la frase guardada que lo responde, con su fuente.
only-text = Solo puedo buscar texto. Escribe tu pregunta, por favor.
not-admitted = Lo siento: solo respondo a las personas y los chats que ha elegido quien me administra.
trouble = Algo ha salido mal aquí. Pregunta de nuevo dentro de un momento, por favor.
too-much = Son más preguntas de las que puedo responder a la vez. Espera un poco y repite lo que haya quedado sin respuesta.

sources-none = Aquí todavía no hay nada guardado.
sources-title =
    { $count ->
        [one] Aquí se puede citar una fuente:
       *[other] Aquí se pueden citar { $count } fuentes:
    }
sources-more =
    { $count ->
        [one] y una más.
       *[other] y { $count } más.
    }
bullet = { "• " }

privacy =
    De una pregunta recuerdo: qué frases guardadas la respondieron y cuáles de sus palabras iban en negrita, cuándo se hizo, los números de los mensajes, del tema y del chat, y el número de la cuenta que preguntó. Es lo que necesitan los botones, una pregunta que contesta a una respuesta, y una respuesta que sigue los cambios de su pregunta. Se borra al cabo de { $days ->
        [one] un día
       *[other] { $days } días
    }.

    De un voto con 👍 o 👎 recuerdo durante el mismo tiempo la cita y el número de la cuenta que votó; después, solo la cantidad. De una cuenta a la que dije que no soy para ella, recuerdo el número durante el mismo tiempo. De un chat guardo sus ajustes, cuántas preguntas se hicieron y se respondieron y cuánto tardó la respuesta más lenta.

    Un mensaje se guarda solo hasta que lo he respondido o lo he pasado por alto, para que no se pierda si me detienen: unos segundos, o hasta que vuelva a funcionar. Sus palabras no se registran. Un registro para quien me gestiona contiene números de chats y mensajes en los que se añadió algo o algo falló, pero ni palabras ni nombres. Hasta el próximo reinicio, la memoria de trabajo conserva una huella de las preguntas recientes, hecha con una clave aleatoria, que dice si una edición cambió algo.
privacy-added = Lo que alguien añade con /add se guarda tal cual, con su fecha, el nombre de quien lo escribió o del archivo y los números de su mensaje y de su chat, hasta que se quita con /remove; entonces sus palabras se borran de mis archivos. Lo mismo vale para una respuesta que alguien da a una pregunta con /add, junto con las palabras de esa pregunta, pero sin quién la hizo.
privacy-refused =
    Este chat es una excepción: guarda las palabras de las preguntas a las que ninguna frase guardada responde, sin los nombres de quienes preguntaron, para que sus administradores vean qué falta. Se borran cuando nadie las ha hecho durante { $days ->
        [one] un día
       *[other] { $days } días
    }.

## /add and /remove

added-message = Desde ahora este mensaje se puede citar aquí. /remove como respuesta a él, o a este, lo quita.
added-answer = La pregunta y esta respuesta quedan guardadas, y desde ahora la respuesta se cita aquí debajo de la pregunta. /remove como respuesta a cualquiera de las dos, o a este mensaje, quita ambas.
added-file =
    { $count ->
        [one] Desde ahora se puede citar aquí un pasaje de «{ $title }». /remove como respuesta al archivo, o a este mensaje, lo quita.
       *[other] Desde ahora se pueden citar aquí { $count } pasajes de «{ $title }». /remove como respuesta al archivo, o a este mensaje, los quita.
    }
added-already = Eso ya estaba añadido, y nada ha cambiado.
add-how = Envía /add como respuesta a lo que debo citar: un mensaje de texto o un archivo de texto (.txt, .md o .jsonl). O responde a una pregunta: /add y la respuesta, contestando a ella.
add-format = Solo leo archivos de texto en UTF-8: .txt, .md y .jsonl con un «text» en cada línea.
add-line = La línea { $line } de este archivo no se puede leer.
add-too-big = Telegram no me entrega archivos de más de 20 MB.
add-too-much = Eso no cabe: el máximo de pasajes que puede añadir un chat es { NUMBER($count) }.
add-too-long = Leer eso me lleva más de { NUMBER($count) } s, así que no lo añado. Divídelo en archivos más pequeños o envía otros más sencillos.
add-too-heavy = Leer eso requiere más de { NUMBER($count) } MB de memoria, así que no lo añado. Divídelo en archivos más pequeños o envía otros más sencillos.
add-unreadable = Algo de eso es más de lo que puedo procesar, así que no lo añado.
add-queue = Ahora mismo hay demasiadas personas añadiendo algo. Envía esto de nuevo dentro de unos minutos.
add-withdrawn = Quien me administra ha retirado lo que se añade aquí de lo que cito aquí. Por eso no añado nada.
add-removed = Eso se quitó mientras yo lo leía, y no lo he vuelto a añadir.
add-limit-document-bytes = Eso ocupa más de { NUMBER($count) } MB, lo máximo que leo de una vez. Divídelo en archivos más pequeños.
add-limit-passages = Eso tiene más de { NUMBER($count) } pasajes, lo máximo para un archivo. Divídelo en archivos más pequeños.
add-limit-passage-length = Uno de sus pasajes tiene más de { NUMBER($count) } caracteres, lo máximo para un pasaje. Divídelo.
add-limit-heading-length = Los títulos encima de uno de sus pasajes tienen más de { NUMBER($count) } caracteres. Acórtalos.
add-limit-field-length = Un título u otro campo tiene más de { NUMBER($count) } caracteres. Acórtalo.
add-limit-block-units = Una de sus listas o tablas tiene más de { NUMBER($count) } elementos, filas o celdas vacías. Divídela.
add-limit-library-bytes = Eso no cabe: todo lo que guardo puede ocupar como máximo { NUMBER($count) } MB, y ya no queda sitio.
add-limit-collection-bytes = Eso no cabe: lo que añade un chat puede ocupar como máximo { NUMBER($count) } MB. Quita algo primero (/remove).
add-mine = Mis propios mensajes no son una fuente.
add-answer-how = Mis propios mensajes no son una fuente. Para responder a una pregunta, envía /add y la respuesta contestando a la pregunta misma.
add-nobody = Aquí no se puede añadir nada.
add-admins = Aquí solo los administradores pueden añadir fuentes.
add-wait = Todavía estoy con lo anterior. Envíalo de nuevo cuando haya dicho que está hecho.
add-trouble = Ahora mismo no ha funcionado. Envíalo de nuevo dentro de un momento.
removed = Queda quitado, y ya no se cita aquí.
remove-admins = Aquí solo los administradores pueden quitar lo que han añadido otros.
remove-stopped = He dejado de añadir eso; no se ha guardado nada nuevo.
remove-how = Envía /remove como respuesta a lo que se añadió, al mensaje en que lo dije o a una respuesta que lo cite. /remove solo muestra lo que se añadió aquí.
remove-which = Toca lo que debo quitar; lo último añadido está arriba. Como respuesta a una de mis respuestas, /remove quita lo que cita, si se añadió aquí.
remove-mark = { "✕ " }
remove-none = Aquí no hay nada que quitar.
button-newer = ◂ Más recientes
button-older = Más antiguas ▸

## /mute and /unmute

muted = Callo hasta que un administrador envíe /unmute.
muted-minutes =
    { $count ->
        [one] Callo durante un minuto. /unmute lo termina antes.
       *[other] Callo durante { $count } minutos. /unmute lo termina antes.
    }
muted-hours =
    { $count ->
        [one] Callo durante una hora. /unmute lo termina antes.
       *[other] Callo durante { $count } horas. /unmute lo termina antes.
    }
muted-days =
    { $count ->
        [one] Callo durante un día. /unmute lo termina antes.
       *[other] Callo durante { $count } días. /unmute lo termina antes.
    }
muted-weeks =
    { $count ->
        [one] Callo durante una semana. /unmute lo termina antes.
       *[other] Callo durante { $count } semanas. /unmute lo termina antes.
    }
mute-how = Escribe /mute y un tiempo: /mute 30m para minutos, /mute 2h para horas, /mute 1d para días. /mute solo dura hasta /unmute.
mute-in-groups = En un chat privado hablo solo cuando tú hablas. /mute y /unmute son para grupos.
unmuted = Vuelvo a responder.
unmuted-off = El silencio de /mute ha terminado, pero en /settings consta que aquí no hablo nunca.

## /settings

settings-private = Tus ajustes
settings-group = Ajustes de este grupo
settings-speak = Cuándo hablo
settings-speak-topic = Cuándo hablo en este tema
settings-collections = De dónde cito
settings-language = Mi idioma
settings-quotes = Citas por respuesta
settings-vanish = Si no encuentro nada
settings-adders = Quién añade fuentes
settings-refused = Preguntas sin respuesta
settings-own = lo añadido aquí
settings-back = ◂ Atrás
settings-close = Cerrar
check-mark = { "✓ " }

mode-asked = cuando me preguntan
mode-open = y si es seguro
mode-off = nunca
mode-inherit = como en el grupo
about-speak =
    Cuando me preguntan: respondo a /ask, a las respuestas a mis mensajes y a las menciones.

    Y si es seguro: además, respondo a un mensaje que no va dirigido a nadie y que se lee como una pregunta, si una frase guardada la responde con seguridad. Si no, callo.

    Nunca: paso por alto todo menos /settings, /stats, /mute y /unmute de los administradores.

    En un grupo con temas, envía /settings dentro de un tema para elegir solo para él.
about-collections = Las colecciones de fuentes abiertas a este chat. Siempre queda elegida al menos una.
about-language = El idioma de mis propias palabras. Las citas quedan como se escribieron.
about-quotes = Cuántas citas se pueden recorrer como mucho en una respuesta.
about-vanish = Qué pasa con mi mensaje cuando ninguna frase guardada responde.
about-adders = Quién puede añadir mensajes y archivos de este grupo con /add, para que yo los cite. /remove los quita: quien puede añadir y los administradores, todo; los demás, lo que han añadido ellos mismos. Solo se citan en este grupo.
about-refused = Si se guardan las palabras de las preguntas a las que ninguna frase guardada responde, para que /stats muestre cuáles se hacen más. Entonces también lo dice /privacy. En cuanto se elige no guardarlas, se borran.

language-auto = automático
language-name = Español
quotes-count =
    { $count ->
        [one] una cita
       *[other] { $count } citas
    }
vanish-never = se queda
vanish-seconds =
    { $count ->
        [one] desaparece al cabo de un segundo
       *[other] desaparece al cabo de { $count } segundos
    }
vanish-minutes =
    { $count ->
        [one] desaparece al cabo de un minuto
       *[other] desaparece al cabo de { $count } minutos
    }
adders-admins = administradores
adders-members = todos los miembros
adders-nobody = nadie
refused-dropped = no guardar
refused-kept = guardar para /stats
nothing = nada

warning-open = ⚠ Telegram no me muestra los mensajes corrientes de este grupo, así que no puedo responderlos por mi cuenta. Quien me administra puede escribir /setprivacy a @BotFather, elegir Disable y añadirme de nuevo al grupo; o un administrador puede hacerme administrador.
warning-mentions = ⚠ Telegram no me muestra las menciones en este grupo; /ask y las respuestas a mis mensajes funcionan. Para las menciones, quien me administra puede escribir /setprivacy a @BotFather, elegir Disable y añadirme de nuevo al grupo; o un administrador puede hacerme administrador.

## /stats

stats-none = Aquí todavía no se ha preguntado nada.
stats-title = Desde el { DATETIME($since, dateStyle: "long") }
stats-asked = Preguntas: { $count }
stats-answered = Con respuesta: { $count }
stats-refused = Sin respuesta: { $count }
stats-helped = Útiles: 👍 { $helped } · 👎 { $not_helped }
stats-slowest = La más lenta: { $ms } ms
stats-refused-most = Lo que más se preguntó sin respuesta:
stats-times =
    { $count ->
        [one] una vez
       *[other] { $count } veces
    }
