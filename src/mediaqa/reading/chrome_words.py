"""The vocabulary of site chrome, in English and Russian: words of menus, and phrases that are a line of their own."""

from mediaqa.reading.wording import word_set

BRANDS = word_set(
    """
    facebook twitter linkedin youtube instagram whatsapp pinterest reddit tumblr tiktok snapchat flickr vimeo
    telegram viber skype messenger mastodon bluesky threads flipboard rss vk vkontakte odnoklassniki livejournal
    rutube dzen spotify soundcloud xing weibo wechat вконтакте одноклассники телеграм фейсбук твиттер ютуб
    инстаграм дзен рутуб вайбер
    """
)
"""Places to share to: a line of nothing else is a row of icons."""

ICONS = word_set(
    """
    like follow save link links url pdf x triangle plus minus sign dropdown arrow arrows chevron caret hamburger
    icon icons magnifying glass toggle menu submenu search share tweet print email e-mail login logout subscribe
    newsletter newsletters newsfeed sitemap skip navigation download bookmark copy close open expand collapse
    previous next cookies cookie homepage logo cart account dismiss меню поиск поделиться войти выйти
    подписаться регистрация вход распечатать скачать закрыть открыть рассылка логотип иконка стрелка
    """
)
"""Words of buttons, and what screen readers are told of pictures."""

MENU = word_set(
    """
    en eng ru rus deutsch français español home article articles podcast podcasts report reports summary
    summaries quick look video videos case study studies all about contact contacts news events event research
    publications publication careers jobs press media blog blogs opinion opinions analysis topics topic regions
    region experts expert people programs programmes projects project library archive archives donate support
    help faq faqs language english russian world politics business economy culture sport sports science
    technology tech health lifestyle style travel weather tv radio live photo photos gallery galleries latest
    more top stories story editions edition international local national series books data tools resources
    resource multimedia infographics interactive commentary commentaries brief briefs briefing briefings
    newsroom history mission team staff leadership partners main content site page view privacy policy terms use
    accessibility feedback subscriptions membership shop store trending popular features audio magazine journal
    newspaper categories category tags authors issues issue главная новости новость печать политика экономика
    общество культура спорт наука мнение мнения аналитика видео фото аудио интервью архив контакты реклама
    редакция подписка проект проекты мир россия мире регионы регион эксперты публикации публикация доклады
    доклад статьи статья обзоры обзор подкаст подкасты события событие технологии бизнес происшествия лента темы
    тема рубрики авторы фотогалерея инфографика трансляция трансляции вакансии партнёры партнеры помощь нас
    проекте сайта сайте исследования материалы все всё ещё еще главное
    """
)
"""Words of menus that may also stand in a heading."""

GLUE = word_set("and & or our us your my in up to of the on at for with a log sign as и в о на к по с у для от")
"""Small words between them."""

_THING = (
    r"(?:report|reports|pdf|article|document|issue|paper|publication|study|text|version|file|story|"
    r"transcript|brief|analysis|"
    r"digest|copy|page|release|summary|edition|podcast)"
)
_TARGET = r"(?: ?:[^.]{0,150})"

PHRASES = (
    # skip, back
    (
        r"(?:skip|jump|go|skip directly) (?:to|past) (?:the )?(?:main |page |site |primary )?(?:content|"
        r"contents|navigation|nav|menu|search|footer|main|top|body)(?: area| bar)?"
    ),
    (
        r"(?:back|return|go back)(?: to (?:the )?(?:top|home ?page|home|main page|front page|search|"
        r"(?:search )?results|list|listing|news|news list|"
        r"articles?|blog|overview|index|menu|contents|table of contents|previous page|start|archives?|"
        r"top of (?:the )?page|all [a-z]+))"
    ),
    r"go back|scroll (?:to top|down|up)",
    # download, share, print
    (
        rf"(?:download|view|open|get|print|save|read)(?: (?:and|or|&) (?:print|save|share|download))?"
        rf"(?: (?:the|this|as|a|full|complete|entire|original|"
        rf"printable|printed|pdf|latest|whole|free|as a))* {_THING}(?: (?:here|now|online|in pdf|as pdf|"
        rf"as a pdf|\(?pdf\)?))?(?: ?[(\[][^()\[\]]{{1,25}}[)\]])?"
    ),
    r"(?:download|скачать)(?: ?[(\[][^()\[\]]{1,25}[)\]])?(?: now| here)?",
    (
        r"pdf(?: version| download)?(?: ?[(\[][^()\[\]]{1,25}[)\]])?|printer[- ]friendly(?: version| page)?|"
        r"print version"
    ),
    (
        r"share(?: this)?(?: (?:page|article|story|post|report|link))?(?: (?:on|via|to) (?:[a-z]+|"
        r"social media|x)| by e-?mail| with (?:a |your )?(?:friends?|colleagues))?"
    ),
    (
        r"tweet(?: this)?|e-?mail|print|bookmark|(?:e-?mail|print|save|bookmark|copy|forward|send)(?: (?:this|"
        r"the|to|a))* (?:page|article|link|story|url|friend|report|email)"
    ),
    r"(?:link )?copied!?|copy (?:link|url)(?: to clipboard)?|send by e-?mail|post to [a-z]+",
    (
        r"(?:follow|find|join|like|connect with|contact|support|donate to|write to|e-?mail|call) us(?: (?:on|"
        r"at|via|by|in) [^.]{1,60}| today| now)?"
    ),
    (
        r"follow [^.,]{1,30} on (?:social media|x|facebook|twitter|linkedin|youtube|instagram|"
        r"telegram)(?: [^.]{0,40})?"
    ),
    r"stay (?:connected|informed|up to date|in touch)|keep in touch|social media links",
    # newsletters
    r"(?:subscribe|sign up|register|join)(?: now| today| here| free| for free)?!?",
    (
        r"(?:subscribe|sign up|register|join)(?: to| for)? [^.,;:«“\"]{0,60}(?:newsletters?|updates?|"
        r"e-?mails?|alerts?|mailing list|inbox|rss|feed|free trial)(?: [^.,;:«“\"]{0,50})?[.!]?"
    ),
    (
        r"(?:get|receive) [^.,;:«“\"]{3,70}(?:in|to|into|straight to|delivered to) your (?:inbox|e-?mail|"
        r"mailbox)(?: [^.,;:]{0,30})?[.!]?"
    ),
    (
        r"(?:enter )?your e-?mail(?: address)?(?: here)?|e-?mail address|newsletter(?: sign[- ]?up|"
        r" subscription)?|newsletter sign[- ]?up"
    ),
    # cookies, law
    r"(?:we|this (?:web)?site|our (?:web)?sites?|the site) uses? (?:[a-z, ]{0,60})?cookies[^“”\"«»]{0,400}",
    (
        r"by (?:continuing|using|browsing|clicking|subscribing|"
        r"signing up)[^“”\"«»]{0,120} you[^“”\"«»]{0,120}(?:cookies?|terms|privacy|policy)[^“”\"«»]{0,150}"
    ),
    (
        r"accept|(?:accept|reject|allow|decline|manage|deny)(?: all| only necessary| necessary| optional|"
        r" cookies?| preferences| consent| options)+|cookie (?:settings|policy|preferences|notice|consent)|"
        r"i agree|got it!?|no,? thanks"
    ),
    (
        r"(?:privacy|cookies?)(?: policy| notice| statement)(?:(?: and| &|,) (?:cookies?|terms)(?: policy|"
        r" of use| of service)?)?|terms (?:of (?:use|service)|and conditions|& conditions)(?: (?:and|"
        r"&) privacy(?: policy)?)?"
    ),
    (
        r"all rights reserved[.!]?|(?:©|\(c\)|copyright (?:©|\(c\)|\d{4})).{0,200}|legal notice|site ?map|"
        r"accessibility statement|contact(?: us)?|about us"
    ),
    # more
    (
        rf"(?:read|see|find out|discover|view|show|load|learn|watch|listen|hear) (?:more|less|also|all|next|"
        rf"the full [a-z]+|full [a-z]+|here|now)(?:{_TARGET}| (?:about|on|at|from|news|stories|articles|"
        rf"reports|here|»)(?: [^.,;!?]{{1,80}})?)?"
    ),
    (
        rf"(?:more|related|see also|read also|read next|up next|also read|further reading|"
        rf"more on this (?:topic|story|subject)|don['’]t miss|editors?['’]?s? picks?|you (?:may|"
        rf"might) also (?:like|be interested in)|most (?:read|popular|viewed|shared|commented))(?:{_TARGET}|:)?"
    ),
    (
        r"(?:continue|keep|start) reading(?: (?:this|the|full)(?: full)? (?:article|story|report|text|post))?"
        r"(?: ?:[^.]{0,80})?|click here(?: (?:to|for) [^.]{1,80})?[.!]?|(?:expand|collapse)(?: all)?|see all|"
        r"view all(?: [a-z]+){0,3}|show (?:more|all|less)|load more(?: [a-z]+)?"
    ),
    (
        r"listen to (?:this|the) (?:article|podcast|story|episode|audio)|(?:watch|play) (?:the )?(?:video|"
        r"audio|live|now)|(?:view|enlarge|open|zoom) (?:the )?(?:image|photo|gallery|slideshow)(?: .{0,20})?"
    ),
    # counters, comments, advertisements, accounts
    (
        r"(?:about )?\d+[- ]?min(?:ute)?s?\.?(?: to)? read(?:ing)?(?: time)?|(?:estimated )?read(?:ing)?"
        r" time:? ?.{0,20}|время (?:на )?чтени[яе]:? ?.{0,20}|\d+ мин(?:ут[аы]?)?\.?(?: чтения| на чтение)"
    ),
    (
        r"\d[\d,. ]{0,10}k? ?(?:views?|comments?|shares?|likes?|reads?|просмотр\w{0,3}|комментари\w{1,3})|"
        r"(?:views?|shares?|comments?|просмотр(?:ы|ов)|комментари(?:и|ев))[: ]{1,2}\(?\d[\d,. ]{0,10}\)?"
    ),
    (
        r"(?:leave|post|add|write) a (?:comment|reply)|no comments(?: yet)?|join the (?:conversation|"
        r"discussion)|report an error|оставить комментарий|добавить комментарий|нет комментариев"
    ),
    (
        r"advertisements?|sponsored(?: content| links?)?|(?:story|article) continues below(?: advertisement|"
        r" this ad)?|promoted|skip (?:ad|advertisement)|реклама на сайте|на правах рекламы"
    ),
    (
        r"(?:log|sign)[ -]?(?:in|out)(?: (?:to|with|or|/) [^.]{1,50})?|(?:create|my|your) (?:an? )?account|"
        r"forgot (?:your )?password\??|войти(?: .{0,30})?|личный кабинет|забыли пароль\??"
    ),
    (
        r"(?:main |site |toggle |open |close |mobile |primary )+(?:menu|navigation|search|sidebar)(?: menu|"
        r" bar| button| icon)?|search (?:this site|the site|for:?|form|\.\.\.)|menu|choose (?:your )?language|"
        r"select language"
    ),
    (
        r"(?:[«‹<←]+ ?)?(?:previous|prev|next|older|newer)(?: (?:article|page|post|story|report|issue|entry|"
        r"news|posts|entries|slide))?(?: ?[»›>→]+)?(?: (?:previous|next|last|first)(?: [a-z]+)?)?|"
        r"page \d+(?: of \d+)?|стр(?:аница|\.)? \d+(?: из \d+)?"
    ),
    (
        r"donate(?: now| today)?!?|support (?:our work|us)|(?:cite|export) this (?:article|page|report)|"
        r"export citation|view in browser|unsubscribe(?: here)?"
    ),
    (
        r"photo: ?[^.:]{1,60}|(?:photo|image|picture)(?: credits?| by| courtesy of):? ?[^.:]{1,60}|"
        r"фото(?:граф)?: ?[^.]{1,60}"
    ),
    (
        r"(?:this (?:page|article) )?(?:in |read in )?(?:english|russian) version|русская версия|"
        r"английская версия|version (?:française|russe)"
    ),
    # distribution of official papers, ends of files
    (
        r"(?:end of|конец)(?: the| this)? (?:report|digest|document|article|text|excerpt|file|bulletin|review|"
        r"отч[её]та|обзора|документа|доклада|текста|выпуска)|"
        r"distribution statement [a-f]\b.{0,250}|(?:approved|cleared) for (?:public|open) (?:release|"
        r"publication)\b.{0,120}|distribution (?:is )?unlimited\.?|unclassified|classification: .{1,60}"
    ),
    # Russian
    (
        r"(?:перейти|пропустить|переход)(?: сразу)? (?:к|на) (?:основному |главному )?(?:содержанию|"
        r"содержимому|контенту|навигации|меню|поиску|материалу)|пропустить навигацию"
    ),
    (
        r"(?:назад|вернуться|обратно)(?: назад)?(?: (?:к|на|в) (?:началу|списку|главную|новостям|оглавлению|"
        r"ленте|содержанию|результатам|верх|архив|разделу)(?: [а-я]+){0,2})?|наверх|в начало|"
        r"к началу(?: страницы)?|на главную(?: страницу)?"
    ),
    (
        r"(?:скачать|открыть|читать|загрузить|посмотреть)(?: (?:полн\w{2,3}|весь|всю|данный|этот|"
        r"печатн\w{2,3}|pdf|верси\w|текст))* (?:верси\w|отч[её]т|доклад|pdf|файл|документ|текст|выпуск|обзор|"
        r"стать\w|номер|бюллетень|материал)"
        r"(?: [а-я]{4,10}[ая])?(?: (?:в|в формате) pdf| целиком| полностью| доклада| отч[её]та)?"
        r"(?: ?[(\[][^()\[\]]{1,25}[)\]])?"
    ),
    (
        r"поделиться(?: (?:в|во|на|через|с друзьями|ссылкой|статьей|статьёй|новостью|материалом|этой|"
        r"этим)(?: [^.,]{1,30})?)?|рассказать друзьям|отправить (?:по почте|другу|ссылку)(?: .{0,20})?|"
        r"распечатать(?: [а-я]+)?|версия для печати|(?:с|)копировать ссылку|ссылка скопирована"
    ),
    (
        r"подписаться(?: на [^.,]{1,60})?|подпи(?:шитесь|сывайтесь|шись)(?: на)? [^.,;«»]{0,80}(?:рассылк|"
        r"канал|telegram|телеграм|новост|обновлени|дзен|соцсет|страниц|нас)\w*[^.,;«»]{0,40}[.!]?|"
        r"(?:читайте|следите|смотрите)(?: за)? (?:нас|нами|нашими новостями) (?:в|на) [^.]{1,40}[.!]?|"
        r"присоединяйтесь[^.]{0,60}[.!]?|мы в (?:соцсетях|социальных сетях|telegram|телеграм\w*|дзене)|"
        r"ваш e-?mail"
    ),
    (
        rf"(?:читать|читайте|смотреть|смотрите|см\.)(?: также| далее| дальше| полностью| ещё| еще| подробнее|"
        rf" по теме| больше| все| другие новости)+(?:{_TARGET}|:)?|подробнее(?: .{{0,3}})?|узнать больше|"
        r"(?:показать|загрузить|смотреть) (?:ещё|еще|больше|все)(?: [а-я]+)?|(?:ещё|еще|все|другие|"
        r"последние) (?:новости|материалы|публикации|статьи)(?: [а-я]+){0,2}|(?:следующ|предыдущ)(?:ая|"
        r"ий) (?:новость|статья|материал|страница|выпуск)"
    ),
    (
        r"(?:мы|(?:(?:этот|наш|данный) )?(?:веб-)?сайт) использу(?:ем|ет) [^“”\"«»]{0,60}(?:cookies?|"
        r"куки)[^“”\"«»]{0,400}|продолжая (?:использовать|пользоваться|просмотр|работу|"
        r"находиться)[^“”\"«»]{0,60}сайт[^“”\"«»]{0,200}"
    ),
    (
        r"принять(?: все)?(?: cookies?| куки)?|согласен|политика (?:конфиденциальности|"
        r"обработки персональных данных|cookies?)|пользовательское соглашение|(?:все|©) права защищены\.?|"
        r"правила (?:использования|пользования)(?: [а-я]+){0,2}"
    ),
    (
        r"материалы по теме|по теме|похожие (?:статьи|материалы|новости|записи)|популярное|самое (?:читаемое|"
        r"популярное|обсуждаемое)|рекомендуем(?: прочитать| почитать)?|читайте также|обратная связь|"
        r"карта сайта|о нас|о проекте"
    ),
)
"""Regular expressions for whole lines, folded to small letters, without the arrows around them."""

EDGE_PHRASES = (
    r"(?:from|to|cc|sent|reply-to)\s*:.{0,200}@.{0,200}|(?:contact|e-?mail|tel|phone|fax|телефон|почта|контакты?)s?\s*:.{1,100}",
    r"(?:back|return) to [^.,;:!?]{2,60}",
    r"(?:назад|вернуться|обратно) (?:к|ко|на|в) [^.,;:!?]{2,60}",
    (
        r"(?:tags?|topics?|keywords|key words|filed under|categor(?:y|ies)|subjects?|labels?|related topics?|"
        r"теги|метки|рубрик[аи]|ключевые слова|темы)\s*:.{0,250}"
    ),
    (
        r"(?:last |page last )?(?:updated|modified|edited|reviewed|accessed|printed|обновлено|изменено)(?: on|"
        r" at)?:? (?=[^.]{0,40}\d)[^.]{4,60}"
    ),
    (
        r"(?:latest|recent|related|recommended|similar|popular|trending|featured|more)(?: (?:news|stories|"
        r"articles?|posts?|reports?|content|publications?|links?|topics?|reading|documents?|videos?|"
        r"materials?|research|coverage|analysis))+"
    ),
    (
        r"(?:publication |report |document |article )?(?:details|information|info)|more from [^.!?]{2,60}|"
        r"about (?:this|the) (?:site|website|project|report|publication|document)|"
        r"comments?|комментарии|\d+ ?/ ?\d+|(?:\d+ ){2,}(?:… ?)?(?:\d+ ?)?(?:next|last|»|›|→)?"
    ),
    r"(?:https?://|www\.)\S+",
)
"""The same, but only before the first and after the last running text: in between they may be headings."""

RELATED = (
    (
        r"(?:related|recommended|similar|popular|trending|latest|recent|more|featured)(?: (?:news|stories|"
        r"articles?|posts?|reports?|content|publications?|links?|topics?|reading|materials?|research))+:?"
    ),
    (
        r"(?:you (?:may|might) also (?:like|be interested in)|most (?:read|popular|viewed|shared)|"
        r"editors?['’]?s? picks?|read (?:also|next)|see also|more on this (?:topic|story|subject)|"
        r"more from [^.!?]{2,60}|further reading):?"
    ),
    (
        r"(?:читайте также|по теме|материалы по теме|похожие (?:статьи|материалы|новости)|другие (?:новости|"
        r"материалы)|популярное|самое (?:читаемое|популярное)|рекомендуем|последние новости|ещё по теме):?"
    ),
)
"""What stands over a list of links to other articles."""
