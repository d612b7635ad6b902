# Every word that the bot itself says, in English. Text only: no markup, no links.
# What stands in braces is a number or a name, never a sentence.

## Answers

# Fixed by contract: programs look for exactly this sentence.
answer-none = No stored sentence answers this.
# Between the fields of a source line.
separator = { " · " }
undated = undated
# Where a source's own field is too long to be shown whole.
ellipsis = …
# A quote so long that its last part does not fit into the messages of one answer.
continued = The sentence goes on at its source.
# Below a quote that was a message, where Telegram refuses to quote that message itself.
source-changed = Changed at its source: Telegram does not find these words there any more.
source-unreachable = Telegram does not let me check these words at their source.
telegram-alters = Telegram changes some invisible characters of this quote.
terminal-alters = Control characters of this quote are shown as symbols.
terminal-start = Ask a question; Ctrl-D ends the conversation.
# The marks around a quote in a terminal, where there is no blockquote.
quote-open = “
quote-close = ”
source-mark = { "— " }

## Buttons under an answer

button-next = Next quote ({ $number } of { $total }) ▸
button-previous = ◂ Previous quote
button-context = ↕ Context
button-back = ◂ Back to the quote
button-copy = ⧉ Copy
button-share = ↗ Share
# Under a quote that somebody sent by inline mode: opens it in the private chat with the bot.
button-read-on = Read on ▸

## What a pressed button may have to say

button-unknown = This button is not known any more.
button-expired = This answer is too old for its buttons. Please ask again.
button-not-yours = Only the person who asked, or an admin, can use these buttons.
quote-gone = The source of this quote is no longer here.

## A link to a quote

link-nowhere = This link leads to no quote that can be shown here. Send me a question.

## Looking something up from any chat

# Below a quote that somebody sends in their own name.
inline-quoted = This is a quote, word for word. It was looked up, not written, by whoever sent it.
inline-how-title = Look up a quote from any chat
# $bot is the username of the bot.
inline-how = In any chat, write @{ $bot } and what you are looking for, wait for the quotes, and tap the one to send.
inline-button = Ask in a private chat

## Commands

command-ask = Look up a stored sentence
command-sources = What can be quoted here
command-help = How to ask
command-privacy = What is remembered

start =
    I answer with sentences that somebody really wrote, word for word, and say where they stand. I never write an answer of my own.

    Send me a question.
help-private =
    Every message you send me is a question. I look for the stored sentence that answers it and quote it, word for word, with its source. If nothing stored answers, I say so.

    Under an answer, one button shows the next quote, another one the sentences around it. If you edit your question, its answer follows.

    /sources lists what can be quoted here, /privacy says what is remembered.
help-group =
    To ask in this group: write /ask and your question, or reply to one of my messages, or mention me (where this group lets me see that). /ask in reply to a message looks up that message.

    I look for the stored sentence that answers and quote it, word for word, with its source. Otherwise I am silent.

    /sources lists what can be quoted here, /privacy says what is remembered.
ask-how = Write your question behind /ask, or send /ask in reply to the message that asks it.
only-text = I can look up text only. Please write your question.
trouble = Something went wrong here. Please ask again in a moment.
too-much = That is more than I can answer at once. Please wait a little, and ask again what was left without an answer.

sources-none = Nothing is stored here yet.
sources-title =
    { $count ->
        [one] One source can be quoted here:
       *[other] { $count } sources can be quoted here:
    }
sources-more =
    { $count ->
        [one] and one more.
       *[other] and { $count } more.
    }
bullet = { "• " }

privacy =
    Of a question I remember: which stored sentences answered it and which of their words were in bold, when it was asked, the numbers of the messages, of the topic and of the chat, and the number of the account that asked. That is what the buttons need, a question that replies to an answer, and an answer that follows the edits of its question. It is deleted after { $days ->
        [one] one day
       *[other] { $days } days
    }.

    The words of a question are neither stored nor logged. Until the next restart, working memory holds a fingerprint of recent questions, made with a random key, which tells whether an edit changed anything.
