# Every word that the bot itself says, in Korean. See en.ftl for what each phrase is for.

## Answers

answer-none = 저장된 문장 가운데 이 질문에 답하는 것이 없습니다.
answer-closest = 가장 가까운 문장이지만 답은 아닙니다:
answer-assumed = “{ $typed }”을(를) “{ $assumed }”(으)로 읽었습니다.
also-same = 같은 문장이 있는 다른 출처:
also-alike = 같거나 거의 같은 문장이 있는 다른 출처:
separator = { " · " }
list-separator = { "; " }
untitled = 제목 없음
source-host = { " (" }{ $host })
added-here = 이 채팅에서 추가됨
added-in-chat = 채팅에서 추가됨
continued = 문장은 출처에서 이어집니다.
source-changed = 출처에서 바뀌었습니다. 텔레그램이 그곳에서 이 문장을 더 이상 찾지 못합니다.
source-unreachable = 텔레그램에서 이 문장을 출처와 대조할 수 없습니다.
source-unconfirmed = 텔레그램에서 출처에 이 문장이 있음을 확인해 주지 않습니다.
telegram-alters = 텔레그램은 이 인용문의 보이지 않는 글자 일부를 바꿉니다.
terminal-alters = 이 인용문의 제어 문자는 기호로 표시했습니다.
terminal-start = 질문을 입력하세요. Ctrl-D를 누르면 대화가 끝납니다.
key-next = → 다음 인용
key-previous = ← 이전 인용
key-context = Tab 문맥
key-closest = = 가장 가까운 문장
key-meant = ? 네, 그 뜻입니다
key-follow-up = + 이어서 질문
quote-open = “
quote-close = ”
source-mark = { "— " }
above-mark = { "▾ " }

## Buttons under an answer

button-next = 다음 인용문({ $number }/{ $total }) ▸
button-previous = ◂ 이전 인용문
button-context = ↕ 앞뒤 문장
button-back = ◂ 인용문으로 돌아가기
button-copy = ⧉ 복사
button-share = ↗ 공유
button-next-sign = ▸ { $number }/{ $total }
button-previous-sign = ◂
button-context-sign = ↕
button-copy-sign = ⧉
button-share-sign = ↗
button-read-on = 이어서 읽기 ▸
button-helped = 👍
button-not-helped = 👎
button-meant = “{ $meant }”을(를) 찾으셨나요?
button-closest = ≈ 가장 가까운 문장

## What a pressed button may have to say

button-unknown = 더 이상 쓰이지 않는 버튼입니다.
button-expired = 너무 오래된 답변이라 버튼을 쓸 수 없습니다. 다시 질문해 주세요.
button-not-yours = 질문한 사람과 관리자만 이 버튼을 쓸 수 있습니다.
quote-gone = 이 인용문의 출처가 이제 여기에 없습니다.
question-gone = 질문이 더 이상 보이지 않습니다. 다시 질문해 주세요.
silent-now = 지금은 여기서 조용히 있는 중입니다.
button-not-admin = 이 그룹의 설정은 관리자만 바꿀 수 있습니다.
vote-counted = 고맙습니다. 👍 { $helped } · 👎 { $not_helped }
vote-taken-back = 평가를 취소했습니다. 👍 { $helped } · 👎 { $not_helped }

## A link to a quote

link-nowhere = 이 링크로는 여기서 보여 드릴 수 있는 인용문을 찾을 수 없습니다. 질문을 보내 주세요.

## Looking something up from any chat

inline-quoted = 한 글자도 바꾸지 않은 인용문입니다. 보낸 사람이 쓴 글이 아니라 찾아낸 글입니다.
inline-how-title = 어느 채팅에서나 인용문 찾기
inline-how = 어느 채팅에서나 @{ $bot } 뒤에 찾을 내용을 쓰고, 인용문이 나타나면 보낼 것을 누르세요.
inline-button = 개인 채팅에서 질문하기

## Commands

command-ask = 저장된 문장 찾기
command-sources = 여기서 인용할 수 있는 출처
command-help = 질문하는 방법
command-privacy = 무엇을 기억하는지
command-settings = 언제 어떻게 답할지
command-stats = 질문과 답변의 수
command-add = 답장한 메시지나 파일을 인용할 수 있게 하기
command-remove = 추가한 것 빼기
command-mute = 잠시 조용히 하기(예: 2h)
command-unmute = 다시 답하기

## The bot's profile in Telegram

description =
    누군가 실제로 쓴 문장으로만 질문에 답합니다. 한 글자도 바꾸지 않고 출처와 함께 인용합니다. 스스로 답을 지어내지 않으며, 저장된 문장 가운데 답이 없으면 없다고 말합니다.

    질문을 보내거나, 그룹에 추가한 뒤 /ask 명령으로 질문하세요.
short-description = 누군가 실제로 쓴 문장으로만, 한 글자도 바꾸지 않고 출처와 함께 답합니다.

## What the bot says of itself

start =
    누군가 실제로 쓴 문장을 한 글자도 바꾸지 않고 인용해 답하고, 그 문장이 어디에 있는지 알려 드립니다. 스스로 답을 지어내지 않습니다.

    질문을 보내 주세요.
start-examples = 또는 다음 중 하나를 눌러 보세요:
help-private =
    저에게 보내는 모든 메시지는 질문입니다. 질문에 답하는 저장된 문장을 찾아 한 글자도 바꾸지 않고 출처와 함께 인용합니다. 답하는 문장이 없으면 없다고 말하고, 버튼을 누르면 가장 가까운 문장을 보여 줍니다.

    답변 아래의 버튼으로 다음 인용문이나 앞뒤 문장을 볼 수 있습니다. 질문을 수정하면 답변도 따라 바뀝니다.

    /sources 명령은 여기서 인용할 수 있는 출처를, /privacy 명령은 무엇을 기억하는지를 보여 줍니다. /settings 명령으로 언어 등을 바꿀 수 있습니다.
help-group =
    이 그룹에서 질문하려면 /ask 뒤에 질문을 쓰거나, 제 메시지에 답장하거나, 저를 언급하세요(이 그룹에서 제가 볼 수 있는 경우). 어떤 메시지에 /ask 명령으로 답장하면 그 메시지를 찾아봅니다.

    질문에 답하는 저장된 문장을 찾아 한 글자도 바꾸지 않고 출처와 함께 인용합니다. 그 밖에는 조용히 있습니다.

    /sources 명령은 여기서 인용할 수 있는 출처를, /privacy 명령은 무엇을 기억하는지를 보여 줍니다. 관리자는 /settings 명령으로 제가 언제 말할지 정하고, /mute 명령으로 저를 조용히 시킬 수 있습니다.
help-add = 메시지나 텍스트 파일에 /add 명령으로 답장하면 여기서 인용할 수 있게 되고, /remove 명령으로 다시 뺄 수 있습니다. 제가 답하지 못한 질문에 /add 명령과 답으로 답장하면 그때부터 그 답을 인용합니다.
ask-how = /ask 뒤에 질문을 쓰거나, 질문이 담긴 메시지에 /ask 명령으로 답장하세요.
small-talk = 저는 찾아보는 일만 합니다. 질문하시면 그 답이 되는 저장된 문장을 출처와 함께 인용해 드립니다.
only-text = 글로 된 질문만 찾아볼 수 있습니다. 질문을 글로 써 주세요.
not-admitted = 죄송합니다. 운영자가 정한 사람과 채팅에만 답합니다.
trouble = 문제가 생겼습니다. 잠시 뒤에 다시 질문해 주세요.
too-much = 한꺼번에 답할 수 있는 것보다 질문이 많습니다. 잠시 기다렸다가 답을 받지 못한 질문을 다시 보내 주세요.

sources-none = 아직 저장된 것이 없습니다.
sources-title =
    { $count ->
       *[other] 여기서 인용할 수 있는 출처 { $count }개:
    }
sources-more =
    { $count ->
       *[other] 그 밖에 { $count }개.
    }
bullet = { "• " }

privacy =
    질문에 대해 기억하는 것은 답이 된 저장된 문장과 그 안의 굵은 글씨, 질문한 시각, 메시지와 주제와 채팅의 번호, 질문한 계정의 번호입니다. 버튼과, 답변에 답장으로 보내는 질문과, 질문을 수정하면 따라 바뀌는 답변에 필요한 것입니다. { $days ->
       *[other] { $days }일
    } 뒤에 삭제됩니다.

    👍나 👎로 평가하면 같은 기간 동안 인용문과 평가한 계정의 번호를 기억하고, 그 뒤에는 개수만 남깁니다. 사용할 수 없다고 알린 계정은 같은 기간 동안 번호를 기억합니다. 채팅에 대해서는 설정, 질문 및 답변의 수, 가장 오래 걸린 답변의 시간을 보관합니다.

    메시지는 제가 답하거나 넘길 때까지만 저장합니다. 제가 멈추더라도 사라지지 않게 하기 위해서이며, 몇 초 동안이거나 제가 다시 작동할 때까지입니다. 메시지의 글은 기록하지 않습니다. 운영자를 위한 기록에는 무언가를 추가했거나 오류가 난 채팅과 메시지의 번호만 있고 글이나 이름은 없습니다. 다음에 다시 시작할 때까지 최근 질문의 지문을 작업 메모리에 두는데, 무작위 열쇠로 만든 것이며 수정으로 무언가 바뀌었는지 알아보는 데 씁니다.
privacy-added = /add 명령으로 추가한 것은 날짜, 쓴 사람이나 파일의 이름, 메시지와 채팅의 번호와 함께 그대로 저장하고, /remove 명령으로 빼면 그 글을 파일에서 지웁니다. 질문에 /add 명령으로 준 답도 그 질문의 글과 함께 그렇게 저장하지만, 누가 질문했는지는 저장하지 않습니다.
privacy-refused =
    이 채팅은 예외입니다. 무엇이 부족한지 관리자가 볼 수 있도록, 저장된 문장으로 답하지 못한 질문의 글을 질문한 사람의 이름 없이 보관합니다. { $days ->
       *[other] { $days }일
    } 동안 다시 나오지 않은 질문은 삭제됩니다.

## /add and /remove

added-message = 이제 이 메시지를 여기서 인용할 수 있습니다. 그 메시지나 이 메시지에 /remove 명령으로 답장하면 뺍니다.
added-answer = 질문과 이 답을 저장했습니다. 이제 여기서 이 답을 질문 아래에 인용합니다. 둘 중 하나나 이 메시지에 /remove 명령으로 답장하면 둘 다 뺍니다.
added-file =
    { $count ->
       *[other] 이제 “{ $title }”의 구절 { $count }개를 여기서 인용할 수 있습니다. 그 파일이나 이 메시지에 /remove 명령으로 답장하면 뺍니다.
    }
added-already = 이미 추가되어 있고, 바뀐 것이 없습니다.
add-how = 인용할 것에 /add 명령으로 답장하세요. 글 메시지나 텍스트 파일(.txt, .md, .jsonl)이면 됩니다. 질문에 답하려면 그 질문에 /add 명령과 답으로 답장하세요.
add-format = UTF-8 텍스트 파일만 읽을 수 있습니다. .txt, .md, 그리고 줄마다 “text”가 있는 .jsonl 파일입니다.
add-line = 이 파일의 { $line }번째 줄을 읽을 수 없습니다.
add-too-big = 텔레그램은 20MB보다 큰 파일을 저에게 넘겨주지 않습니다.
add-too-much = 자리가 모자랍니다. 한 채팅에서 추가할 수 있는 구절은 { NUMBER($count) }개까지입니다.
add-too-long = 읽는 데 { NUMBER($count) }초가 넘게 걸려 추가하지 않았습니다. 더 작은 파일로 나누거나 더 단순한 파일을 보내 주세요.
add-too-heavy = 읽는 데 메모리가 { NUMBER($count) }MB 넘게 필요해 추가하지 않았습니다. 더 작은 파일로 나누거나 더 단순한 파일을 보내 주세요.
add-unreadable = 제가 처리할 수 없는 것이 들어 있어 추가하지 않았습니다.
add-queue = 지금 너무 많은 사람이 추가하고 있습니다. 몇 분 뒤에 다시 보내 주세요.
add-withdrawn = 저를 운영하는 사람이 여기서 추가한 것을 인용 대상에서 뺐습니다. 그래서 추가하지 않았습니다.
add-removed = 제가 읽는 동안 그것이 빠졌기에 다시 넣지 않았습니다.
add-limit-document-bytes = 한 번에 읽을 수 있는 { NUMBER($count) }MB보다 큽니다. 더 작은 파일로 나누어 주세요.
add-limit-passages = 구절이 { NUMBER($count) }개를 넘습니다. 한 파일에는 그보다 많이 담을 수 없으니 더 작은 파일로 나누어 주세요.
add-limit-passage-length = { NUMBER($count) }자를 넘는 구절이 있습니다. 구절을 더 짧게 나누어 주세요.
add-limit-heading-length = 어떤 구절 위의 제목들이 { NUMBER($count) }자를 넘습니다. 제목을 줄여 주세요.
add-limit-field-length = 제목이나 다른 항목이 { NUMBER($count) }자를 넘습니다. 줄여 주세요.
add-limit-block-units = 항목, 행 또는 빈 칸이 { NUMBER($count) }개를 넘는 목록이나 표가 있습니다. 나누어 주세요.
add-limit-library-bytes = 자리가 모자랍니다. 보관할 수 있는 양은 모두 { NUMBER($count) }MB까지이고, 남은 자리가 없습니다.
add-limit-collection-bytes = 자리가 모자랍니다. 한 채팅에서 추가한 것은 { NUMBER($count) }MB까지입니다. 먼저 무언가를 빼 주세요(/remove).
add-mine = 제가 쓴 메시지는 출처가 아닙니다.
add-answer-how = 제가 쓴 메시지는 출처가 아닙니다. 질문에 답하려면 그 질문 자체에 /add 명령과 답으로 답장하세요.
add-nobody = 여기서는 아무것도 추가할 수 없습니다.
add-admins = 여기서는 관리자만 출처를 추가할 수 있습니다.
add-wait = 아직 앞의 것을 처리하고 있습니다. 끝났다고 말씀드리면 다시 보내 주세요.
add-trouble = 지금은 되지 않았습니다. 잠시 뒤에 다시 보내 주세요.
removed = 뺐습니다. 이제 여기서 인용하지 않습니다.
remove-admins = 여기서 다른 사람이 추가한 것은 관리자만 뺄 수 있습니다.
remove-stopped = 추가를 멈췄습니다. 새로 저장된 것은 없습니다.
remove-how = 추가한 것이나, 추가했다고 알린 제 메시지, 또는 그것을 인용한 제 답변에 /remove 명령으로 답장하세요. /remove만 보내면 여기에 추가된 것을 보여 줍니다.
remove-which = 뺄 것을 누르세요. 마지막에 추가한 것이 맨 위에 있습니다. 제 답변에 /remove 명령으로 답장하면, 답변이 인용한 것이 여기에 추가된 것일 때 그것을 뺍니다.
remove-mark = { "✕ " }
remove-none = 여기에는 뺄 것이 없습니다.
button-newer = ◂ 더 최근
button-older = 더 이전 ▸

## /mute and /unmute

muted = 관리자가 /unmute 명령을 보낼 때까지 조용히 있겠습니다.
muted-minutes =
    { $count ->
       *[other] { $count }분 동안 조용히 있겠습니다. /unmute 명령을 보내면 더 일찍 끝납니다.
    }
muted-hours =
    { $count ->
       *[other] { $count }시간 동안 조용히 있겠습니다. /unmute 명령을 보내면 더 일찍 끝납니다.
    }
muted-days =
    { $count ->
       *[other] { $count }일 동안 조용히 있겠습니다. /unmute 명령을 보내면 더 일찍 끝납니다.
    }
muted-weeks =
    { $count ->
       *[other] { $count }주 동안 조용히 있겠습니다. /unmute 명령을 보내면 더 일찍 끝납니다.
    }
mute-how = /mute 뒤에 시간을 쓰세요. /mute 30m 은 30분, /mute 2h 는 2시간, /mute 1d 는 하루입니다. 시간 없이 /mute 명령만 쓰면 /unmute 명령을 보낼 때까지 이어집니다.
mute-in-groups = 개인 채팅에서는 말을 걸 때만 답합니다. /mute 와 /unmute 명령은 그룹에서 씁니다.
unmuted = 다시 답하겠습니다.
unmuted-off = /mute 시간은 끝났지만, /settings 설정에 따라 여기서는 말하지 않습니다.

## /settings

settings-private = 내 설정
settings-group = 이 그룹의 설정
settings-speak = 언제 말할지
settings-speak-topic = 이 주제에서 언제 말할지
settings-collections = 어디서 인용할지
settings-language = 언어
settings-quotes = 답변마다 인용문 수
settings-vanish = 찾지 못했을 때
settings-adders = 출처를 추가할 사람
settings-refused = 답하지 못한 질문
settings-own = 여기서 추가한 것
settings-back = ◂ 뒤로
settings-close = 닫기
check-mark = { "✓ " }

mode-asked = 물을 때만
mode-open = 확실할 때도
mode-off = 말하지 않음
mode-inherit = 그룹과 같게
about-speak =
    물을 때만: /ask, 제 메시지에 대한 답장, 저를 언급한 메시지에 답합니다.

    확실할 때도: 그 밖에도 누구에게 한 것이 아닌 질문에, 저장된 문장이 확실히 답하면 답합니다. 그렇지 않으면 조용히 있습니다.

    말하지 않음: 관리자의 /settings, /stats, /mute, /unmute 말고는 모두 지나칩니다.

    주제가 있는 그룹에서는 주제 안에서 /settings 명령을 보내면 그 주제만 따로 정할 수 있습니다.
about-collections = 이 채팅에 공개된 출처 모음입니다. 적어도 하나는 늘 선택되어 있습니다.
about-language = 제가 하는 말의 언어입니다. 인용문은 쓰인 그대로입니다.
about-quotes = 답변 하나에서 넘겨 볼 수 있는 인용문의 최대 수입니다.
about-vanish = 답하는 문장이 없을 때 제 메시지를 어떻게 할지 정합니다.
about-adders = 누가 /add 명령으로 이 그룹의 메시지와 파일을 추가해 인용하게 할 수 있는지 정합니다. /remove 명령으로 추가할 수 있는 사람과 관리자는 모든 것을, 나머지는 자신이 추가한 것을 뺄 수 있습니다. 추가한 것은 이 그룹에서만 인용합니다.
about-refused = 저장된 문장으로 답하지 못한 질문의 글을 보관할지 정합니다. 보관하면 /stats 명령이 가장 자주 나온 질문을 보여 주고, /privacy 명령도 그렇게 알립니다. 보관하지 않기로 하면 바로 삭제됩니다.

language-auto = 자동
language-name = 한국어
quotes-count =
    { $count ->
       *[other] 인용문 { $count }개
    }
vanish-never = 남겨 두기
vanish-seconds =
    { $count ->
       *[other] { $count }초 뒤에 지우기
    }
vanish-minutes =
    { $count ->
       *[other] { $count }분 뒤에 지우기
    }
adders-admins = 관리자
adders-members = 모든 구성원
adders-nobody = 아무도 없음
refused-dropped = 보관하지 않음
refused-kept = /stats 통계를 위해 보관
nothing = 없음

warning-open = ⚠ 텔레그램이 이 그룹의 일반 메시지를 저에게 보여 주지 않아서, 스스로 답할 수 없습니다. 운영자가 @BotFather 에게 /setprivacy 를 보내 Disable을 고르고 저를 그룹에 다시 추가하거나, 관리자가 저를 관리자로 지정하면 됩니다.
warning-mentions = ⚠ 텔레그램이 이 그룹에서 저를 언급한 메시지를 보여 주지 않습니다. /ask 와 제 메시지에 대한 답장은 됩니다. 언급도 되게 하려면 운영자가 @BotFather 에게 /setprivacy 를 보내 Disable을 고르고 저를 그룹에 다시 추가하거나, 관리자가 저를 관리자로 지정하면 됩니다.

## /stats

stats-none = 아직 아무 질문도 없었습니다.
stats-title = { DATETIME($since, dateStyle: "long") }부터
stats-asked = 질문: { $count }
stats-answered = 답함: { $count }
stats-refused = 답하지 못함: { $count }
stats-helped = 도움됨: 👍 { $helped } · 👎 { $not_helped }
stats-slowest = 가장 오래 걸린 시간: { $ms }ms
stats-refused-most = 답하지 못한 질문 가운데 가장 잦은 것:
stats-times =
    { $count ->
       *[other] { $count }번
    }
