# Every word that the bot itself says, in English. Text only: no markup, no links.
# What stands in braces is a number or a name, never a sentence.

## Answers

# Fixed by contract: programs look for exactly this sentence.
answer-none = No stored sentence answers this.
# Below answer-none, above the sentences that somebody asked to see all the same.
answer-closest = These come closest, and are no answers:
# Words that nothing stored holds, and the nearest ones that it does hold: as they were typed, and as they were read.
answer-assumed = Read “{ $typed }” as “{ $assumed }”.
# The titles and dates of other sources follow, and "and 2 more." where there are more than three.
also-same = The same sentence also stands in:
# The same, where some of these have a word more or less.
also-alike = The same sentence, or almost the same, also stands in:
# Between the fields of a source line.
separator = { " · " }
# Between sources.
list-separator = { "; " }
# In place of a title in which there is nothing to read.
untitled = untitled
# Behind a title that is a link: the host it leads to.
source-host = { " (" }{ $host })
# The last field of a source line: somebody added the source with /add, in the chat that reads this, or in some chat.
added-here = added in this chat
added-in-chat = added in a chat
# A quote so long that its last part does not fit into the messages of one answer.
continued = The sentence goes on at its source.
# Below a quote that was a message, where Telegram refuses to quote that message itself.
source-changed = Changed at its source: Telegram does not find these words there any more.
source-unreachable = Telegram does not let me check these words at their source.
# The same as source-changed, where nobody knows whether the message ever had these words.
source-unconfirmed = Telegram does not confirm these words at their source.
telegram-alters = Telegram changes some invisible characters of this quote.
terminal-alters = Control characters of this quote are shown as symbols.
terminal-start = Ask a question; Ctrl-D ends the conversation.
# Keys of the conversation in a terminal, and what each shows; at an empty line.
key-next = → next quote
key-previous = ← previous quote
key-context = Tab context
key-closest = = closest sentences
key-meant = ? yes, that is meant
key-follow-up = + follow-up question
# The marks around a quote where there is no blockquote: in a terminal, in the list of inline mode.
quote-open = “
quote-close = ”
# Every source line begins with it, so that no title reads as the bot's own words.
source-mark = { "— " }
# Before the line of its source under which a quote stands: a heading, a question, or the line that introduces it.
above-mark = { "▾ " }

## Buttons under an answer

button-next = Next quote ({ $number } of { $total }) ▸
button-previous = ◂ Previous quote
button-context = ↕ Context
button-back = ◂ Back to the quote
button-copy = ⧉ Copy
button-share = ↗ Share
# The same in a group, all in one row.
button-next-sign = ▸ { $number }/{ $total }
button-previous-sign = ◂
button-context-sign = ↕
button-copy-sign = ⧉
button-share-sign = ↗
# Under a quote that somebody sent by inline mode: opens it in the private chat with the bot.
button-read-on = Read on ▸
# Two small buttons, side by side: whether the quote helped.
button-helped = 👍
button-not-helped = 👎

# Below answer-none: words that may have been meant, where what was typed is in nothing stored. A press says that they were.
button-meant = Did you mean “{ $meant }”?
# Below answer-none: shows the sentences that come closest, though they do not answer.
button-closest = ≈ Closest sentences

## What a pressed button may have to say

button-unknown = This button is not known any more.
button-expired = This answer is too old for its buttons. Please ask again.
button-not-yours = Only the person who asked, or an admin, can use these buttons.
quote-gone = The source of this quote is no longer here.
# The message that asked was deleted, or is so old that Telegram does not show it.
question-gone = I cannot see the question any more. Please ask again.
# Whoever presses a button that would have me speak, where /mute or /settings keeps me from it.
silent-now = I am silent here just now.
button-not-admin = Only admins of this group can change its settings.
# Shown for a moment after a press of 👍 or 👎, with the votes of this chat for this quote.
vote-counted = Thank you. 👍 { $helped } · 👎 { $not_helped }
vote-taken-back = Your vote is taken back. 👍 { $helped } · 👎 { $not_helped }

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
command-settings = When and how I answer
command-stats = How much was asked and answered
command-add = Quote from the message or file replied to
command-remove = Take out what was added
command-mute = Silence me for a time, such as 2h
command-unmute = Let me speak again

## The bot's profile in Telegram

# At most 512 characters. Shown in an empty chat with the bot.
description =
    I answer questions only with sentences that somebody really wrote: word for word, with their source. I never write an answer of my own, and where nothing stored answers, I say so.

    Send me a question, or add me to a group and ask with /ask there.
# At most 120 characters.
short-description = I answer only with sentences that somebody really wrote, word for word, with their source.

## What the bot says of itself

start =
    I answer with sentences that somebody really wrote, word for word, and say where they stand. I never write an answer of my own.

    Send me a question.
# Below start, in a private chat: questions that can be tapped follow, in words that are stored.
start-examples = Or tap one of these:
help-private =
    Every message you send me is a question. I look for the stored sentence that answers it and quote it, word for word, with its source. If nothing stored answers, I say so, and a button shows what comes closest.

    Under an answer, one button shows the next quote, another one the sentences around it. If you edit your question, its answer follows.

    /sources lists what can be quoted here, /privacy says what is remembered, /settings changes my language and more.
help-group =
    To ask in this group: write /ask and your question, or reply to one of my messages, or mention me (where this group lets me see that). /ask in reply to a message looks up that message.

    I look for the stored sentence that answers and quote it, word for word, with its source. Otherwise I am silent.

    /sources lists what can be quoted here, /privacy says what is remembered. Admins choose with /settings when I speak, and silence me with /mute.
# Below help-private and help-group.
help-add = /add in reply to a message or to a text file lets me quote from it here, and /remove takes it out again. /add and an answer, in reply to a question that I could not answer, lets me quote it from then on.
ask-how = Write your question behind /ask, or send /ask in reply to the message that asks it.
# In a private chat, to thanks, greetings, laughter, or a question about the bot itself.
small-talk = I only look things up. Ask me something, and I quote the stored sentence that answers it, with its source.
only-text = I can look up text only. Please write your question.
# To those whom the operator has not let in; once, and never again.
not-admitted = I am sorry: I only answer people and chats chosen by whoever runs me.
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

    Of a vote with 👍 or 👎 I remember the quote and the number of the account that voted, for as long; after that, only the count. Of an account that I told that I am not for it, I remember the number, for as long. Of a chat I keep its settings, how many questions were asked and answered, and how long the slowest answer took.

    A message is stored only until I have answered it or passed it over, so that it is not lost if I am stopped: for seconds, or until I run again. Its words are not logged. A log for whoever runs me has numbers of chats and messages where something was added or went wrong, but no words and no names. Until the next restart, working memory holds a fingerprint of recent questions, made with a random key, which tells whether an edit changed anything.
# Only where something can be added.
privacy-added = What somebody adds with /add is stored as it is, with its date, the name of whoever wrote it or of the file, and the numbers of its message and chat, until /remove takes it out; then its words are erased from my files. So is an answer that somebody gives to a question with /add, together with the words of that question, but not with who asked it.
# Only in chats that keep unanswered questions.
privacy-refused =
    This chat is an exception: it keeps the words of questions that no stored sentence answers, without the names of those who asked, so that its admins see what is missing. They are deleted when they have not been asked for { $days ->
        [one] one day
       *[other] { $days } days
    }.

## /add and /remove

added-message = This message can be quoted here from now on. /remove in reply to it, or to this, takes it out.
# Somebody answered a question that nothing stored answered, by /add and the answer in reply to it.
added-answer = The question and this answer are stored, and the answer is quoted under the question here from now on. /remove in reply to either, or to this, takes both out.
# $title is the name of the file.
added-file =
    { $count ->
        [one] One passage of “{ $title }” can be quoted here from now on. /remove in reply to the file, or to this, takes it out.
       *[other] { $count } passages of “{ $title }” can be quoted here from now on. /remove in reply to the file, or to this, takes it out.
    }
added-already = That was added before, and nothing of it has changed.
add-how = Send /add in reply to what I am to quote from: a text message, or a text file (.txt, .md or .jsonl). Or answer a question: /add and the answer, in reply to it.
add-format = I read text files in UTF-8 only: .txt, .md, and .jsonl with a “text” on each line.
# Before add-format.
add-line = Line { $line } of this file cannot be read.
add-too-big = Telegram hands me no file of more than 20 MB.
add-too-much = That does not fit: the most passages that one chat can add is { NUMBER($count) }.
# More seconds of a processor's time than are allowed.
add-too-long = Reading that takes me more than { NUMBER($count) } s, so it is not added. Split it into smaller files, or send plainer ones.
# More memory than is allowed.
add-too-heavy = Reading that takes more than { NUMBER($count) } MB of memory, so it is not added. Split it into smaller files, or send plainer ones.
# The process that read it came to an end.
add-unreadable = Something in that is more than I can handle, so it is not added.
# Too many people wait.
add-queue = Too many people are adding something just now. Please send this again in a few minutes.
# The operator took what is added here from the collections of this chat.
add-withdrawn = Whoever runs me has taken what is added here out of what I quote here. So nothing is added.
# The source was removed while a new version of it was read.
add-removed = That was taken out while I was reading it, and I have not put it back.
# The limits of what one document, one chat and all chats can add; sizes in MB.
add-limit-document-bytes = That is larger than { NUMBER($count) } MB, the most that I read at once. Split it into smaller files.
add-limit-passages = That has more than { NUMBER($count) } passages, the most that one file can have. Split it into smaller files.
add-limit-passage-length = One of its passages has more than { NUMBER($count) } characters, the most that a passage can have. Split it.
add-limit-heading-length = The headings above one of its passages have more than { NUMBER($count) } characters. Shorten them.
add-limit-field-length = A title or another field of it has more than { NUMBER($count) } characters. Shorten it.
add-limit-block-units = One of its lists or tables has more than { NUMBER($count) } items, rows or empty cells. Split it.
add-limit-library-bytes = That does not fit: all that I keep can take { NUMBER($count) } MB at most, and there is no more room.
add-limit-collection-bytes = That does not fit: what one chat adds can take { NUMBER($count) } MB at most. Take something out first (/remove).
add-mine = My own messages are no source.
# /add with words behind it, in reply to a message of the bot that asks nothing.
add-answer-how = My own messages are no source. To answer a question, send /add and the answer in reply to the question itself.
add-nobody = Nothing can be added here.
add-admins = Only admins can add sources here.
add-wait = I am still at work on the last one. Please send this again when I have said that it is done.
add-trouble = That did not work just now. Please send it again in a moment.
removed = It is taken out, and is not quoted here any more.
remove-admins = Only admins can take out here what others have added.
# In reply to a message that is just being added.
remove-stopped = I have stopped adding that; nothing new is stored.
remove-how = Send /remove in reply to what was added, to the message in which I said so, or to an answer that quotes it. /remove alone lists what was added here.
# Above buttons, one for each source that was added in this chat.
remove-which = Tap what I am to take out; what was added last comes first. In reply to an answer, /remove takes out what it quotes, if it was added here.
# Before the name of a source, on the button that takes it out.
remove-mark = { "✕ " }
remove-none = There is nothing to take out here.
# They turn the pages of this list.
button-newer = ◂ Newer
button-older = Older ▸

## /mute and /unmute

muted = I am silent until an admin sends /unmute.
muted-minutes =
    { $count ->
        [one] I am silent for one minute. /unmute ends it earlier.
       *[other] I am silent for { $count } minutes. /unmute ends it earlier.
    }
muted-hours =
    { $count ->
        [one] I am silent for one hour. /unmute ends it earlier.
       *[other] I am silent for { $count } hours. /unmute ends it earlier.
    }
muted-days =
    { $count ->
        [one] I am silent for one day. /unmute ends it earlier.
       *[other] I am silent for { $count } days. /unmute ends it earlier.
    }
muted-weeks =
    { $count ->
        [one] I am silent for one week. /unmute ends it earlier.
       *[other] I am silent for { $count } weeks. /unmute ends it earlier.
    }
# m, h, d and w are understood in every language.
mute-how = Write /mute and a time: /mute 30m for minutes, /mute 2h for hours, /mute 1d for days. /mute alone lasts until /unmute.
mute-in-groups = In a private chat I speak only when you do. /mute and /unmute are for groups.
unmuted = I answer again.
unmuted-off = The silence of /mute is over, but /settings says that I never speak here.

## /settings

settings-private = Your settings
settings-group = Settings of this group
# The settings, as buttons and as the beginnings of lines that go on with what was chosen.
settings-speak = When I speak
settings-speak-topic = When I speak in this topic
settings-collections = What I quote from
settings-language = My language
settings-quotes = Quotes per answer
settings-vanish = Answers that found nothing
settings-adders = Who may add sources
settings-refused = Unanswered questions
# The collection of what was added in this chat.
settings-own = added here
settings-back = ◂ Back
settings-close = Close
# Before what is chosen.
check-mark = { "✓ " }

mode-asked = when asked
mode-open = also when sure
mode-off = never
# Of a topic: what was chosen for the group holds.
mode-inherit = as in the group
about-speak =
    When asked: I answer /ask, replies to my messages, and mentions of me.

    Also when sure: besides, I answer a message to nobody in particular that reads as a question, if a stored sentence surely answers it. Otherwise I stay silent.

    Never: I ignore everything but /settings, /stats, /mute and /unmute from admins.

    In a group with topics, send /settings inside a topic to choose for that topic alone.
about-collections = The collections of sources that were released for this chat. One of them always stays chosen.
about-language = The language of my own words. Quotes stay as they were written.
about-quotes = How many quotes an answer can be paged through at most.
about-vanish = What becomes of my message when no stored sentence answers.
about-adders = Who can add messages and files of this group with /add, for me to quote from. /remove takes them out again: whoever can add, and admins, everything; everybody else what they added themselves. They are quoted in this group alone.
about-refused = Whether the words of questions that no stored sentence answers are kept, so that /stats can show which are asked most often. /privacy then says so. As soon as they are no longer to be kept, they are deleted.

language-auto = automatic
# The language of this catalogue, in its own words.
language-name = English
quotes-count =
    { $count ->
        [one] one quote
       *[other] { $count } quotes
    }
vanish-never = stay
vanish-seconds =
    { $count ->
        [one] vanish after one second
       *[other] vanish after { $count } seconds
    }
vanish-minutes =
    { $count ->
        [one] vanish after one minute
       *[other] vanish after { $count } minutes
    }
adders-admins = admins
adders-members = all members
adders-nobody = nobody
refused-dropped = not kept
refused-kept = kept for /stats
nothing = nothing

# What cannot work as it is set.
warning-open = ⚠ Telegram shows me no ordinary messages of this group, so I cannot answer them of my own accord. Whoever runs me can write /setprivacy to @BotFather, choose Disable, and add me to the group anew; or an admin makes me an admin.
warning-mentions = ⚠ Telegram does not show me mentions in this group; /ask and replies to my messages work. For mentions, whoever runs me can write /setprivacy to @BotFather, choose Disable, and add me to the group anew; or an admin makes me an admin.

## /stats

stats-none = Nothing has been asked here yet.
stats-title = Since { DATETIME($since, dateStyle: "long") }
stats-asked = Questions asked: { $count }
stats-answered = Answered: { $count }
stats-refused = Not answered: { $count }
stats-helped = Helpful: 👍 { $helped } · 👎 { $not_helped }
# Milliseconds.
stats-slowest = Slowest: { $ms } ms
stats-refused-most = Asked most often without an answer:
stats-times =
    { $count ->
        [one] once
       *[other] { $count } times
    }
