"""Recognize clutter by tags, roles, classes and words. Clutter is every part of a page outside its article."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.media import is_image_file
from storymap.read.html.tree import HEADINGS, words_of
from storymap.read.insertions import is_page_notice, is_request

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Clutter(IntEnum):
    """How certain it is that an element is not part of the article."""

    NO = 0
    META = 1  # the block is a byline, date or category, which is clutter only before and after the text
    WEAK = 2  # the block is clutter, unless it contains running text
    STRONG = 3


TAGS = frozenset(["nav", "aside", "footer", "amp-sidebar", "amp-ad", "amp-consent", "amp-social-share", "amp-sticky-ad", "amp-user-notification", "amp-analytics", "amp-embed", "amp-auto-ads"])  # fmt: skip
_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "complementary",
        "search",
        "contentinfo",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
    ]
)
_STRONG = lazy_pattern(
    r"""(?x)\b(?: comments?(?!\ out) | respond | reponse\ formulaire | disqus | livefyre | hyvor | giscus | utterances
    | share | shares | sharing | sharebar | sharedaddy | sharethis | addthis | addtoany | a2a | heateor | shareaholic | sociable | socials
    | (?:social|sociales)\ (?:\w+\ )?(?:share|sharing|links?|icons?|media|buttons?|bar|tools|nav|follow|list|menu) | follow\ (?:us|links?|buttons?|on|bar|box)
    | jp\ relatedposts | yarpp\w* | crp\ related | outbrain | taboola | revcontent | zergnet | recirc\w* | dianomi
    | komentarze | kommentare? | kommentarer | commentaires | comentarios | commenti | yorum(?:lar)? | reacties | talkbacks? | tribute\ wall | condolences?
    | kanren | zobacz\ tez | czytaj\ tez | leggi\ anche | lees\ ook | compartir | condividi | partager? | teilen | udostepnij | (?:digest|embedded)\ post(?:\ embed)? | tagi | etiquetas
    | add\ to\ (?:cal|calendar) | (?:cal|calendar)\ links | (?:article|status)\ actions? | affiliate
    | related(?!\ (?:to|by)) | recommend(?:s|ed|ations?)? | (?:read|up|see|next)\ (?:also|next) | most\ (?:read|popular|viewed|shared|commented) | trending | popular\ (?:posts|stories|articles|now)
    | more\ (?:stories|news|articles|posts|from|on|like|in|videos|coverage|headlines) | (?:latest|recent|other|older|newer)\ (?:news|posts?|stories|articles|entries|comments|headlines)
    | (?:also|you\ (?:may|might))\ (?:also\ )?like
    | breadcrumbs? | pagination | paginate | pager | (?:post|posts|page|entry|nav|article)\ (?:nav|navi|navigation|pagination|links\ nav) | nav\ (?:links|previous|next|menu|bar|single|below|above) | navigation | navbar | navbox | prev\ next | prevnext
    | newsletters? | subscribe | subscription(?:s|\ widget|\ form)? | signup | sign\ up | optin | opt\ in | mailchimp | mc\ embed | mailing\ list | email\ (?:capture|signup|form)
    | cookies? | consent | gdpr | onetrust | didomi | cookiebot | usercentrics | cmp | cc\ (?:banner|window) | truste | qc\ cmp\w*
    | ad | ads | adv | advert | adverts | advertis(?:e|ing|ement|ements) | adsbygoogle | ad(?:slot|unit|box|block|space|banner|container|wrapper)s? | dfp | google\ ad\w* | doubleclick | mpu | leaderboard\ ad | werbung | anzeige | publicite | publicidad | reklam[ae]?
    | sponsor(?:ed)? | promoted | native\ ad
    | paywall(?:\ \w+)? | regwall | piano | tp\ modal | modal(?!\ image) | popup | pop\ up | popover | toast | smartbanner | app\ (?:banner|promo|download)
    | login | log\ in | signin | sign\ in | searchform | search\ (?:form|box|bar|field)
    | skip\ (?:link|links|to|nav|content) | back\ to\ top | backtotop | scroll\ to | screen\ reader
    | site\ sub | wm\ ipp(?:\ \w+)? | mw\ (?:editsection|jump\ link|indicators) | editsection | catlinks | [actofi]?mbox(?:\ \w+)? | stub | bandeau(?:\ \w+)? | listing\ (?:metadata|lastedit|edit\w*|sister) | printfooter | toc(?:\ \w+)? | table\ of\ contents | tableofcontents
    | headerlink | anchor(?:\ ?js)?\ link | anchorjs\w* | heading\ anchor | permalink
    | author\ (?:bio|box|card|profile|about|description|info\ box|footer) | about\ (?:the\ )?author | bio(?:\ box|graphy)? | authorbox
    | site\ (?:header|footer|nav|branding|title|description|logo|info) | masthead | topbar | top\ bar | global\ (?:header|footer|nav) | colophon
    | (?:entry|post|article|page|blog)\ footer | footer\ (?:\w+) | tag\ ?list | tags\ ?links | tagcloud | tags | cat\ links | post\ (?:tags|categories|labels) | article\ tags
    | sidebar | side\ bar | rail | right\ rail | widget\ area
    | post\ ?profile | user\ ?(?:info|details) | message\ (?:user\ ?\w* | signature | attribution | footer) | postbit\ \w+ | poster | key\ ?info | moderator ?bar | (?:topic|post)\ (?:actions|controls|buttons|map) | online\ list | stat\ block | whos?\ online
    | (?:embed|content|media|video|iframe)\ (?:blocked|placeholder) | blocked\ (?:embed|content|media) | like\ button | likes | reactions | star\ rating\ form | claps? | donat(?:e|ion|ions|ebox) | patreon | ko\ fi | buy\ me | support\ us | membership
    | text\ to\ speech | read\ aloud | listen\ (?:to|button|widget) | audio\ (?:player\ )?article | speechkit | beyondwords | trinity\ \w+
    | print\ (?:button|link|this|page) | article\ tools | post\ actions | action\ bar | email\ link | edit\ link | feedback | report\ (?:error|typo|mistake)
    | recipe\ (?:print|pin|jump|share) | webmentions? | backlinks | post\ likes | odds | betting | bookmakers? | deals | more\ info | follow\ (?:live|along)
    )\b"""
)
_WEAK = lazy_pattern(
    r"""(?x)\b(?: social | promo\w* | promotion | teasers? | tools | toolbar | topics | keywords | taxonomy | categories | related\ to | follow | whatsapp | telegram | marketing | cta | call\ to\ action
    | noprint | no\ print | hidden\ print | print\ none | copyright | rights | license | syndication | menu | nav | rating | ratings | poll | quiz | filters? | sort | banner | carousel\ nav | button | buttons | btn
    | footer | header\ nav | share\w+ | cross\ (?:link|promo) | inline\ (?:link|article|story) | link\ box | linkbox | read\ more | readmore | more\ link | series\ nav | embed\ (?:related|article) | card\ (?:list|grid) | product\ (?:box|card) | disclaimer | trust | about\ (?:us|me) | premium | upsell | support(?:ers?)? | appeal )\b
    | ^widget\b | ^side$"""
)
_META = lazy_pattern(
    r"""(?x)\b(?: byline\w* | by\ line | authors? | author\ \w+ | writers? | contributors? | avatar | posted | posted\ (?:on|by) | meta | metadata | postmeta | entry\ meta | dates? | datetime | time | timestamp | times | published | publication | pubdate | pub\ date | updated | modified
    | (?:reading|read)\ time | min\ read | word\ count | views?(?!\ mode) | view\ count | viewcount | kicker | eyebrow | category | categories | cat | section\ (?:name|label|title) | overline | rubrik | ressort | rubric | (?<!field\ )(?<!infobox\ )label | tag | topic | source | info(?!\ notice) | credits? | vcard )\b"""
)
_WORDS = lazy_pattern(r"\w+|[^\w\s]")
_CONTAINERS = frozenset(
    ["div", "section", "aside", "header", "footer", "ul", "ol", "form", "table", "td", "nav", "iframe"]
)
_NAMING = ("id", "class", "data-testid", "data-component", "data-component-name", "data-qa", "data-widget-type", "data-area")  # fmt: skip
# On sites with generated classes, this attribute names the parts of a page
_NAME_KEY = lazy_pattern(r"data-[a-z]{2,4}-name")
_SPLIT = lazy_pattern(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9\s]+")
STANDFIRST = lazy_pattern(
    r"\b(?:standfirst|stand first|dek|deck|lead|lede|leadin|sub ?title|sub ?head(?:line|ing)?|sous ?titre|subt[ií]tulo|sottotitolo|untertitel|under ?rubrik|undertittel|podtytu[lł]|podtitul|(?<!with )summary|excerpt|intro|introduction|strap ?line|chapo|chapeau|abstract"
    r"|description|teaser|entradilla|bajada|sommario|vorspann|anriss|ingress\w*|manchet|perex|zajawka|occhiello|catenaccio|linha fina|unterzeile|tagline|sapo|u summary|p summary)\b"
)
FOOTNOTES = lazy_pattern(
    r"\b(?:footnotes?|endnotes?|doc endnotes|references|reflist|fussnoten|wp block footnotes|ftn\d+|ftnt\d*|sdfootnote\d*|sdendnote\d*|edn\d+|easy footnotes \w+)\b"
)
PERSON_IMAGE = lazy_pattern(
    r"\b(?:avatar|gravatar|author|byline|logo|icon|icons|sprite|pixel|tracking|tracker|badge|emoji img|profile|userpic|headshot|bio)\b"
)
SHARE_LINK = lazy_pattern(
    r"(?i)^(?:https?:)?//(?:www\.|m\.|mobile\.|web\.)?(?:facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share|home\?status)|linkedin\.com/(?:shareArticle|sharing|cws)|pinterest\.[a-z.]+/pin/create"
    r"|reddit\.com/submit|tumblr\.com/(?:share|widgets/share)|api\.whatsapp\.com/send|wa\.me/\?|t\.me/share|telegram\.me/share|vk\.com/share|getpocket\.com/(?:save|edit)|plus\.google\.com/share|share\.flipboard"
    r"|bsky\.app/intent|threads\.net/intent|xing\.com/(?:spi|social_plugins)|news\.ycombinator\.com/submitlink|b\.hatena\.ne\.jp/(?:add|entry)|social-plugins\.line\.me|line\.me/R/msg|service\.weibo\.com/share|buffer\.com/add|digg\.com/submit|mastodonshare|toot\.kytta|share\.diasporafoundation)"
    r"|^(?:whatsapp:|viber:|fb-messenger:|sms:\?|tg:|mailto:\?|javascript:)"
)
_AD_LABEL = lazy_pattern(
    r"(?i)[-–—*\s]*(?:advertisements?|advertising|ad|ads|sponsored(?: content)?|anzeige|werbung|publicité|publicidad|anuncio|pubblicità|reclame|annons|annonce|mainos|reklama|reklame|reklam|oglas|hirdetés|publicitate|διαφήμιση|विज्ञापन|বিজ্ঞাপন|விளம்பரம்|iklan|quảng cáo|โฆษณา|פרסומת|تبلیغات|реклама|広告|광고|广告|إعلان|story continues below(?: advertisement)?"
    r"|article continues (?:below|after)(?: (?:this )?(?:ad|advertisement))?|continue reading below|advertisement\s*[-–—:]\s*(?:scroll|continue).*|skip ad(?:vertisement)?|remove ads|report this ad"
    r"|(?:please )?(?:bet|gamble) responsibly\b.{0,40}|(?:when the fun stops|begambleaware)\b.{0,40}|(?:this|our) (?:post|article|page|site)s? (?:may |might |can )?(?:contains?|includes?|uses?) affiliate links\b.{0,160}|(?:dieser|der|dieses) (?:beitrag|artikel|post|text) enthält (?:\w+ )?(?:affiliate|werbe|partner|provisions)-?\s?links?\b.{0,160}|(?:cet article|ce billet|cette page) contient des liens (?:affiliés|d['’]affiliation|sponsorisés|partenaires)\b.{0,160}|(?:este|esta) (?:artículo|entrada|post|página) contiene enlaces (?:de )?afiliad\w+\b.{0,160}|este (?:artigo|post|texto) cont[eé]m links? (?:de )?afiliad\w+\b.{0,160}|questo (?:articolo|post) contiene (?:link|collegamenti) (?:di )?affilia\w+\b.{0,160}|(?:dit|deze) (?:artikel|blog|blogpost|pagina|post) bevat (?:\w+ )?affiliate\b.{0,160}|(?:ten |niniejszy )?(?:artykuł|wpis|tekst|post) zawiera linki afiliacyjne\b.{0,160}|(?:inlägget|artikeln|indlægget|artiklen|innlegget|artikkelen) (?:innehåller|indeholder|inneholder) (?:\w+ )?(?:affiliate|annons|reklame|annonse)\w*\b.{0,160}|(?:our editors|we) (?:choose|select|pick) (?:\w+ )?independently\b.{0,160}"
    r"|(?:cook mode|jump to recipe|print recipe|pin recipe|rate this recipe)\b.{0,40})[-–—*\s.:]*"
)
# The headings and labels of other content on the page.
_LABEL = lazy_pattern(
    r"""(?xi)[«»‹›\s]*(?: (?:share|pin\ it|print|save|tweet|e?mail|pin|copy\ link|share\ (?:this|on|via|article|post|story|it)\b.{0,40}|share:|teilen|artikel\ teilen|partager(?:\ (?:cet\ article|sur\b.*))?|compartir(?:\ .{0,30})?|condividi(?:\ .{0,30})?|delen|dela|поделиться(?:\ .{0,20})?|シェア(?:する)?|共有|分享(?:到)?|공유하기|شارك.{0,20})
    | ツイート(?:する)? | ポスト(?:する)? | click\ to\ (?:share|print|email|tweet)\b.* | like\ this:? | loading(?:\ \w+){0,3}(?:\.\.\.|…)? | tweet\ this | follow\ (?:us|me|him|her|@\w+|\w+\ on)\b.{0,50}
    | (?:related|similar|recommended|popular|latest|recent|top|other|older|newer)\ (?:articles?|posts?|stories|story|news|reading|topics?|content|coverage|links?|reads|entries|videos|items|objects|artworks|exhibits|collections)\b.{0,20} | related:? | recommended(?:\ for\ you|\ by)? | (?:you|we)\ (?:may|might|also|could)\b.{0,12}\blike\b.{0,20} | more\ (?:from|on|in|stories|news|articles|posts|galleries|videos|photos|pictures|recipes|like|about|to\ read|reading|coverage)\b.{0,50} | more: | most\ (?:read|popular|viewed|shared|commented)\b.{0,20} | trending(?:\ now|\ stories)? | (?:read|up|what\ to\ read|see)\ next:? | keep\ reading | don['’]t\ miss | from\ (?:our|the)\ (?:partners|archives?|web) | in\ this\ (?:series|section) | editor['’]?s['’]?\ picks?
    | (?:das\ könnte|könnte\ sie|könnte\ dich)\b.{0,40} | mehr\ (?:zum\ thema|dazu|aus|von|artikel|lesen|über)\b.{0,40} | zum\ thema:? | (?:ähnliche|verwandte|weitere|neueste|beliebte|meistgelesene|passende)\ (?:artikel|beiträge|themen|meldungen|nachrichten|objekte|exponate).{0,20} | meistgelesen | lesen\ sie\ (?:auch|mehr|dazu)\b.{0,80} | auch\ interessant | schlagw(?:ort|örter):?
    | (?:à\ lire|lire)\ (?:aussi|également|la\ suite|ensuite).{0,80} | (?:sur\ le\ même\ (?:sujet|thème)|articles?\ (?:similaires?|liés|recommandés|récents)|dans\ la\ même\ (?:rubrique|catégorie)|les\ plus\ lus|vous\ aimerez\ aussi).{0,20}
    | (?:lee|leer|lea|ver)\ (?:también|además|más).{0,60} | (?:te\ puede\ interesar|artículos?\ relacionad[oa]s?|noticias?\ relacionad[oa]s?|lo\ más\ (?:leído|visto)|más\ (?:noticias|información|sobre|de|en)\b|archivado\ en|v[ií]deos:?\ (?:mais\ vistos|más\ vistos)|mais\ (?:lidas|vistos)|entradas\ (?:relacionadas|recientes)|también\ te\ puede\ gustar|relacionad[oa]s).{0,30} | (?:leggi\ anche|articoli\ correlati|lees\ ook|leia\ também|veja\ também|läs\ (?:också|mer)|les\ også|læs\ også|zobacz\ (?:też|także)|czytaj\ (?:też|także|również)|přečtěte\ si|lue\ myös).{0,60}
    | (?:читайте\ (?:также|ещё)|похожие\ (?:записи|статьи|новости)|по\ теме|другие\ новости|самое\ читаемое|смотрите\ также).{0,40} | (?:関連(?:記事|ニュース|リンク|する記事|情報)?|あわせて読みたい|こちらもおすすめ|おすすめ(?:の)?記事|人気記事|最新記事|アクセスランキング|相关(?:新闻|阅读|文章|报道)|推荐阅读|延伸阅读|更多(?:新闻|报道)|관련\ ?기사|많이\ 본\ 뉴스|اقرأ\ (?:أيضا|أيضًا|أيضاً|المزيد)|مواضيع\ ذات\ صلة|أخبار\ ذات\ صلة).{0,20}
    | (?:\d+\s+)?(?:comments?|kommentare?|commentaires?|comentarios?|commenti|комментари(?:и|ев|й)|コメント|评论|댓글|تعليقات|responses?|replies|thoughts\ on\b.*)(?:\s*\(?\d*\)?)? | leave\ a\ (?:reply|comment).* | (?:post|add|write|join)\ (?:a\ comment|your\ comment|the\ (?:conversation|discussion)).{0,20} | schreibe?n?\ (?:sie\ )?einen\ kommentar.* | kommentar\ (?:schreiben|verfassen) | laisser\ un\ commentaire.* | deja\ (?:un\ comentario|una\ respuesta).* | оставить\ комментарий.*
    | (?:sign\ up|subscribe|join)\b.{0,40}\b(?:newsletter|mailing\ list|updates|inbox)\b.{0,40} | (?:our|free|weekly|daily|the)?\ ?newsletter(?:\ sign-?up|\ abonnieren|\ bestellen)? | subscribe(?:\ now|\ today|\ here)?[.!]? | get\ (?:the|our|new)\ .{0,40}\b(?:inbox|by\ e?mail) | abonnez-vous.{0,60} | suscr[ií]bete.{0,60} | (?:jetzt\ )?newsletter\ .{0,40} | подпи(?:шитесь|сывайтесь).{0,60} | メルマガ.{0,30}
    | (?:tags?|tagged(?:\ (?:with|as|in))?|filed\ under|posted\ in|categor(?:y|ies)|topics?|labels?|keywords?|schlagworte|étiquettes|mots[-\ ]clés|etiquetas|теги|метки|タグ|カテゴリー?|标签)\s*[:：].{0,120} | tags? | topics? | labels
    | (?:table\ of\ )?contents | on\ this\ page | in\ this\ article | inhalt(?:sverzeichnis)? | sommaire | (?:about\ the\ author|über\ (?:den\ autor|die\ autorin)|à\ propos\ de\ l['’]auteure?|sobre\ (?:el\ autor|la\ autora)|об\ авторе)s?.{0,20} | written\ by
    | (?:ये\ भी\ (?:पढ़ें|पढ़ें)|यह\ भी\ (?:पढ़ें|पढ़ें)|संबंधित\ ख़?बरें|читайте\ також|схожі\ (?:новини|статті)|διαβάστε\ (?:ακόμη|επίσης|ακόμα)|σχετικά\ (?:άρθρα|θέματα)|citește\ și|citiţi\ şi|olvassa\ el\ ezt\ is|kapcsolódó\ cikkek|čtěte\ také|související\ články|čitajte\ aj|pročitajte\ i|xem\ thêm|tin\ liên\ quan|baca\ juga|artikel\ terkait|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง|بیشتر\ بخوانید|مطالب\ مرتبط|اقرأ\ أيضا).{0,40}
    | (?:हमें\ )?(?:फॉलो|फ़ॉलो)\ करें | (?:ακολουθήστε\ μας|слідкуйте\ за\ нами|urmărește-ne|sledujte\ nás|kövess\ minket|theo\ dõi\ chúng\ tôi|ikuti\ kami)\b.{0,40} | (?:शेयर\ करें|поширити|κοινοποίηση|distribuie|sdílet|megosztás|chia\ sẻ|bagikan|แชร์|اشتراک‌گذاری)
    | (?:previous|next|older|newer|prev)(?:\ (?:post|article|story|entry|page))?\b.{0,3} | (?:←|<<?)\s*.{1,80} | .{1,80}\s*(?:→|>>?) | (?:back\ )?to\ (?:the\ )?(?:top|home|overview|blog|list) | (?:zurück|nach\ oben|zur\ startseite|zur\ übersicht) | skip\ to\b.* | (?:listen|hear)(?:\ to)?\ (?:this|the)\ (?:article|story).{0,20} | artikel\ (?:anhören|drucken|vorlesen) | (?:continue|keep)\ reading.{0,30} | (?:view|read|see|show|load)\ (?:all|more)\b.{0,40} | weiterlesen | mehr\ anzeigen | print\ (?:this\ )?(?:page|article|story) | (?:drucken|imprimer|imprimir|stampa|печать|印刷)
    | key\ (?:events|developments|moments)
    | (?:attachments?|anhänge|dateianhänge|pièces\ jointes|adjuntos|allegati|вложения|添付ファイル)
    | permalink | edit\ this\ (?:page|post|entry).* | reprints?(?:\ and\ permissions)? | report\ (?:an?\ )?(?:error|typo|correction).{0,20} | \d+\s+(?:shares?|views?|likes?|claps?|retweets?|reactions?) | you\ have\ \w+\ free\ articles?.* | already\ a\ (?:subscriber|member)\?.* | (?:log|sign)\ in(?:\ to\b.*)? | create\ (?:an?|your)\ .{0,10}account.* | (?:we|this\ (?:site|website))\ uses?\ cookies.*
    )\s*[:：.…!]?"""
)
# Instructions for images, and texts that a paywall leaves on the page.
_INSTRUCTION = lazy_pattern(
    r"""(?xi)\W*(?: (?:press\ enter\ or\ )?(?:click|tap)\ (?:here\ |on\ .{1,20}\ )?(?:to|for)\ (?:view|see|enlarge|expand|zoom|open|a\ larger|full)\b.{0,40} | (?:enlarge|expand|zoom)(?:\ (?:this\ )?(?:image|photo|picture))? | view\ (?:image\ in\ )?(?:full[\ -]?(?:size|screen)|larger(?:\ (?:image|version))?) | open\ image\ in\ .{1,20} | (?:zum\ vergrößern|bild\ vergrößern|vergrößern|agrandir|ampliar|ingrandisci|увеличить)\b.{0,30} | 画像.{0,4}拡大.{0,6}
    | (?:この記事は)?有料(?:会員)?(?:限定)?記事(?:です)?.{0,40} | この記事は会員限定.{0,40} | 残り[:：]?\s*[\d,]+文字.{0,20} | (?:ログイン|会員登録)して.{0,30} | (?:dieser|der)\ artikel\ ist\ (?:nur\ )?für\ abonnent.{0,60} | (?:jetzt\ )?weiterlesen\b.{0,40} | (?:cet\ article\ est\ )?réservé\ aux\ abonnés.{0,40} | il\ vous\ reste\ .{1,12}\ de\ cet\ article.{0,40} | (?:contenido|artículo)\ exclusivo\ para\ suscriptores.{0,30} | (?:contenuto|articolo)\ riservato\ agli\ abbonati.{0,30} | (?:материал|текст)\ доступен\ только\ подписчикам.{0,30}
    | (?:this\ (?:article|story|content)\ is\ )?(?:for|available\ to|exclusive\ to)\ (?:paying\ )?(?:subscribers|members)(?:\ only)?.{0,20} | subscribers?[ -]only(?:\ content)? | you\ have\ (?:read|reached)\ .{0,40}(?:limit|free\ articles?).*
    | (?:\S+\.\w{2,4}\s+)?\([\d.,]+\ ?[KMG]i?B\)(?:\s+(?:viewed|downloaded)\ .{1,20})? | (?:\S+\s+){0,8}\d+\ ?[x×]\ ?\d+\s+[\d.,]+\ ?[KMG]i?B
    )\s*[.。…!]?"""
)
# Matches lines that say how much of an article is behind a paywall.
_REST = lazy_pattern(r"(?i)il vous reste\s+[\d,.]+\s*%\s.*|.*残り[:：]?\s*[\d,]+文字.*")
# Headings of sections that are not part of the article.
_SECTION_NO = lazy_pattern(
    r"(?i)attach|anh|dateianh|pièces|adjuntos|allegati|вложения|添付|share|tweet|print|click to|like this|loading|previous|next|←|→|«|»|skip|permalink|tags?\b|topics?|filed|posted|labels?|keyword|\d+ (?:shares|views|likes)"
)
_SIGN_UP = lazy_pattern(
    r"(?i)(?:sign up|subscribe|register)(?: now| today| here)? (?:for|to)\b|join (?:our|the) (?:list|community|mailing)|get (?:the|our)\b.{0,40}\b(?:letter|inbox)"
)
# Matches the dates of an event: "12 March to 4 September". They are not dates of the article.
_DATE_RANGE = lazy_pattern(
    r"(?i)\b\d{1,2}\.?\s+[^\W\d_]{3,}(?:\s+\d{4})?\s*(?:\bto\b|\buntil\b|\bbis\b|\bau\b|\bal\b|\bhasta\b|\btot\b|[–—-])\s*\d{1,2}\.?\s+[^\W\d_]{3,}"
)
_DATE_WORD = lazy_pattern(
    r"""(?xi)[\W_] | \d+(?:st|nd|rd|th|er|º|ª|h|am|pm|年|月|日|時|分)? | [年月日時分]+ | (?:\d+[年月日時分])+ | am|pm|a|p|m|utc|gmt|[bceis]e?st|jst|msk|a[ce][ds]t|[ep][sd]t|uhr|heures?|h|t\d+|\d+t\d+|\d+z
    | jan\w* | feb\w* | mar | march | mars | marzo | märz | apr\w* | avr\w* | abr\w* | may | mai | mayo | jun[ei]? | juin | junio | juni | jul[yi]? | juil\w* | julio | juli | aug(?:ust)? | août | ago(?:sto)? | sep\w* | o[ck]t\w* | nov\w* | de[cz]\w* | dic\w* | févr\w* | ene\w*
    | янв\w* | фев\w* | мар\w* | апр\w* | ма[йя] | июн\w* | июл\w* | авг\w* | сен\w* | окт\w* | ноя\w* | дек\w* | г
    | (?:mon|tues|wednes|thurs|fri|satur|sun)day | mon|tue|wed|thu|fri|sat|sun | (?:mon|diens|donners|frei|sams|sonn)tag | mittwoch | lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche | lunes|martes|miércoles|jueves|viernes|sábado|domingo
    | published|posted|submitted|by|updated|last|modified|first|on|at|the|of|in|le|el|de|del|à|um|vom|stand|veröffentlicht|aktualisiert|publié|mis|jour|et|modifié|publicado|actualizado|created|date|datum|erstellt|опубликовано|обновлено|公開日?|更新日?|投稿日?|更新|公開|掲載
    | min(?:ute)?s?|read|reading|time|lesezeit|minuten?|lecture|ago|hours?|days?|words"""
)


@lru_cache(maxsize=2048)  # most elements of a page have one of a few names
def tokens_of_name(name: str) -> str:
    """Return the words of a class or id in lower case: "entry footer" for "EntryFooter" and "entry__footer"."""
    return " ".join(_SPLIT.sub(" ", name).lower().split())


def names_of(element: HtmlElement) -> list[str]:
    """Return the classes and the id of an element, and its tag if it is a custom element.

    Ids of headings and other text blocks are ignored, because they are derived from the text.
    """
    if not element.keys():
        return [element.tag] if "-" in element.tag else []
    values = dict(element.items())
    container = element.tag in _CONTAINERS
    names: list[str] = []
    for key in _NAMING if container else _NAMING[1:]:
        if key in values:
            names += str(values[key]).split()[:12]
    if container:
        # the id of a hidden heading is only used if it says that the box is a byline
        names += [label for label in str(values.get("aria-labelledby") or "").split()[:2] if "byline" in label.lower()]
        names += [str(value) for key, value in values.items() if key.endswith("-name") and _NAME_KEY.fullmatch(key)]
    return [*names, element.tag] if "-" in element.tag else names


_LONGEST_CODE = 12  # maximum number of words in a box with a QR code, with which readers can follow the site
_QR_CODE = lazy_pattern(r"\bqr ?(?:code|img|image|box)?\b")
# The classes of inline elements are not used. They are about style, or are random letters that look like a word
# ("AdV").
_INLINE = frozenset(
    ["mark", "em", "strong", "i", "b", "u", "q", "cite", "dfn", "abbr", "s", "del", "ins", "sub", "sup", "font"]
)
_NAMED_BY_TAG = frozenset(["aside", "footer", *TAGS])


class Names:
    """Classifies elements by name. Each name is checked only once per page."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, Clutter]] = {}

    def look(self, element: HtmlElement) -> tuple[tuple[str, ...], Clutter]:
        """Return the words of each name of an element, and its Clutter according to tag, role and names."""
        if not element.keys() and element.tag not in _NAMED_BY_TAG and "-" not in element.tag:
            return (), Clutter.NO
        named = names_of(element)
        if element.tag in HEADINGS:
            named = [name for name in named if not name.startswith("anchor")]  # they are for links to the heading
        known = [self._of_name(name) for name in named]
        names = tuple(words for words, _ in known)
        if element.tag in ("html", "body", "main") or "infobox" in names:
            return names, Clutter.NO
        if element.tag == "a" and is_image_file(str(element.get("href") or "")):
            return names, Clutter.NO  # classes such as "modal" are those of the image viewer
        if any(map(_QR_CODE.search, names)) and _is_only_code(element):
            return names, Clutter.STRONG
        clutter = max([_by_tag(element), *(clutter for _, clutter in known)])
        return names, Clutter.NO if element.tag in _INLINE and clutter > Clutter.META else clutter

    def by_name(self, element: HtmlElement) -> Clutter:
        """Return the Clutter of an element according to its classes and id only."""
        return max((self._of_name(name)[1] for name in names_of(element)), default=Clutter.NO)

    def _of_name(self, name: str) -> tuple[str, Clutter]:
        if name not in self._known:
            words = tokens_of_name(name[:100])
            self._known[name] = words, _clutter_of(words)
        return self._known[name]


def _by_tag(element: HtmlElement) -> Clutter:
    role = str(element.get("role") or "").lower()
    if (
        element.tag in ("aside", "footer")
        or role in ("complementary", "banner")
        or element.get("data-nosnippet") is not None
    ):
        return Clutter.NO if _is_attribution(element) else Clutter.WEAK
    if element.tag in TAGS or role in _ROLES:
        return Clutter.STRONG
    if element.get("rel") == "author" or element.get("itemprop") in ("author", "datePublished", "dateModified"):
        return Clutter.META
    return Clutter.NO


def _is_only_code(element: HtmlElement) -> bool:
    """Return whether an element whose class is that of a QR code has only a few words and no caption."""
    plain = element.tag in ("div", "section", "p", "span") and next(element.iter("figcaption", "figure"), None) is None
    return plain and len(words_of(element).split()) <= _LONGEST_CODE


def _clutter_of(words: str) -> Clutter:
    if _STRONG.search(words):
        return Clutter.STRONG
    if _WEAK.search(words):
        return Clutter.WEAK
    return Clutter.META if _META.search(words) else Clutter.NO


def _is_attribution(element: HtmlElement) -> bool:
    """Return whether a `footer` names the source of a quotation."""
    return element.tag == "footer" and any(around.tag in ("blockquote", "figure") for around in element.iterancestors())


_MAIL = lazy_pattern(r"[\w.+-]+@[\w-]+\.\w+")
_FOOT = lazy_pattern(
    r"(?i)^[(\[]\w{1,4}(?:/\w{1,4}){0,3}[)\]]$|^(?:[a-zà-öø-ÿ]{1,2}\.\s*[-/,&–]?\s*){1,6}$|visitors?\b.*\d|\d.*\bvisitors?\b|\bcounter\b|сч[её]тчик|訪問者|アクセスカウンタ|besucher\w*zähler|\b(?:visiteur|visitante|visitatore)\b.*\d|\bsie sind (?:der )?besucher\b|посетител\w+.*\d|gościem|best viewed|am besten (?:mit|zu sehen|betrachtet)|meilleure? (?:vue|affichage)|\bse ve mejor\b|лучше (?:всего )?смотр\w+|ottimizzat\w+ per|optimi[sz]ed for|web ?master|guest ?book|gästebuch|webring|valid (?:x?html|css)"
    r"|powered by|all rights reserved|©|copyright|last (?:modified|updated?|edited)|zuletzt (?:geändert|aktualisiert|bearbeitet)|letzte (?:änderung|aktualisierung)|dernière (?:mise à jour|modification)|última (?:actualización|modificación|atualização|modificação)|ultim[oa] (?:aggiornamento|modifica)|ostatnia (?:aktualizacja|modyfikacja|zmiana)|laatst (?:bijgewerkt|gewijzigd)|senast (?:uppdaterad|ändrad)|sidst (?:opdateret|ændret)|sist (?:oppdatert|endret)|poslední (?:aktualizace|změna|úprava)|utolsó (?:frissítés|módosítás)|последн\w+ (?:обновлени|изменени)\w+|最終更新|最后更新|printed from|(?:source|original) (?:url|link)|canonical link|exported from|get more from|reuse this content|reprint|無断転載|転載禁止|무단\s?전재|mail (?:me|the)|e-?mail:|^https?://\S+$"
)


def is_foot(words: str) -> bool:
    """Return whether a short line after the text is about the page, such as a counter or a copyright notice."""
    return len(words) <= 160 and bool(_FOOT.search(words))


def is_whole_foot(words: str) -> bool:
    """Return whether a block has at least two remarks about the page, such as its last update and an address."""
    return len(words) <= 400 and len({found[0] for found in _FOOT.finditer(words)} | set(_MAIL.findall(words))) > 1


@lru_cache(maxsize=64)  # elements that are nested in each other have the same text
def is_label(words: str) -> bool:
    """Return whether a short line is a label of the page: "Share this", "Related articles", "3 comments"."""
    words = words.strip("【】[]■◆▼●□▶・ ")
    return len(words) <= 160 and bool(_AD_LABEL.fullmatch(words) or _LABEL.fullmatch(words))


def is_ad_label(words: str) -> bool:
    """Return whether a line is the label of an advertisement."""
    return len(words) <= 160 and bool(_AD_LABEL.fullmatch(words))


@lru_cache(maxsize=64)
def is_instruction(words: str) -> bool:
    """Return whether a line explains how to see an image, or how to read the rest of an article behind a paywall."""
    return len(words) <= 160 and bool(_INSTRUCTION.fullmatch(words))


def is_rest(words: str) -> bool:
    """Return whether a line states how much of an article is behind a paywall."""
    return bool(_REST.fullmatch(words))


def is_date_range(words: str) -> bool:
    """Return whether a line has the first and the last day of an event: "12 March to 4 September"."""
    return bool(_DATE_RANGE.search(words))


def is_offer(words: str) -> bool:
    """Return whether the heading of a box offers a newsletter or other articles."""
    return opens_section(words) or bool(_SIGN_UP.match(words)) or is_request(words) or is_page_notice(words)


def opens_section(words: str) -> bool:
    """Return whether a line opens a section that is not part of the article, such as related articles or comments."""
    return is_label(words) and not (_AD_LABEL.fullmatch(words) or _SECTION_NO.match(words))


# Matches a time of publication or update relative to now: "3 hours ago", "vor 3 Stunden aktualisiert".
_RELATIVE = lazy_pattern(
    r"""(?xi)\W*(?:\w+\W+){0,2}?(?: \d+\W*(?:s|m|h|min\w*|sec\w*|hours?|days?|weeks?|months?|years?)\W+ago | vor\W+\d+\W+\w+ | il\W+y\W+a\W+\d+\W+\w+ | ha(?:ce|ci)?\W+\d+\W+\w+ | há\W+\d+\W+\w+ | \d+\W+\w+\W+fa | pred\W+\d+\W+\w+ | před\W+\d+\W+\w+
      | \d+\W+\w+\W+(?:temu|geleden|sedan|siden|sitten|önce|назад|тому|πριν|yang\W+lalu|trước) | πριν\W+\d+\W+\w+ | \d+\s*(?:分|小时|時間|天|日|시간|분)\s*(?:前|전) | منذ\W+\d+\W+\w+ )(?:\W+\w+){0,2}\W*"""
)


def is_relative_date(words: str) -> bool:
    """Return whether a line is only a time relative to now: "3 hours ago", "vor 3 Stunden aktualisiert"."""
    return len(words) <= 60 and bool(_RELATIVE.fullmatch(words))


def is_date_line(words: str) -> bool:
    """Return whether a line is only a date or a reading time such as "5 min read"."""
    return (
        len(words) <= 120
        and not is_date_range(words)
        and any(c.isdigit() for c in words)
        and all(_DATE_WORD.fullmatch(word) for word in _WORDS.findall(words))
    )
