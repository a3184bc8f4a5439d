"""Small words: the articles, pronouns, prepositions and question words that sentences are full of.

They tell which language a text is in, and in a query that is a whole sentence they need not match. Words
of unspaced scripts are pairs of letters, as ``analysis`` makes them.
"""

from __future__ import annotations

from functools import lru_cache

_WORDS = {
    "en": (
        "a about after all also am an and any are as at be because been before being but by can could did "
        "do does doing done for from had has have having he her here him his how i if in into is it its "
        "just like many may me might more most much must my no not of off on one only or other our out "
        "over say said she should since so some such than that the their them then there these they this "
        "those through to too under until up us use used using very was we were what when where whether "
        "which while who whom whose why will with without would you your tell isnt dont whats"
    ),
    "de": (
        "ab aber alle allem allen aller als also am an auch auf aus bei beim bin bis bist da damit dann "
        "das dass dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch du durch "
        "ein eine einem einen einer eines er es etwa euch für gegen gibt habe haben hat hatte hatten ich "
        "ihm ihn ihr ihre im in ins ist ja kann kein keine können man mehr mein mich mir mit muss nach "
        "nicht noch nur ob oder ohne sehr sein seine sich sie sind so soll über um und uns unter viel vom "
        "von vor wann war waren warum was weil welche welchem welchen welcher welches wenn wer werden wie "
        "wieder wird wo wurde wurden zu zum zur zwischen"
    ),
    "fr": (
        "à afin ai aller alors après as au aucun aussi autre aux avait avant avec avoir bien car ce cela "
        "ces cet cette ceux chez ci comme comment contre d dans de depuis des donc dont du elle elles en "
        "encore entre es est et étaient était être eu eux fait faut ils il j je l la le les leur leurs "
        "lors lui m ma mais me même mes moi moins mon n ne ni nos notre nous on ont ou où par pas pendant "
        "peu peut plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se selon "
        "ses si son sont sous sur t ta te tous tout toute toutes très tu un une va vers vos votre vous y"
    ),
    "es": (
        "a al algo ante antes aunque bajo bien cada como cómo con contra cual cuál cuáles cuando cuándo "
        "de del desde donde dónde dos durante e el él ella ellas ellos en entre era eran es esa ese eso "
        "esta está están estas este esto estos fue fueron ha había han hasta hay la las le les lo los más "
        "me mi muy nada ni no nos o otra otro para pero poco por porque qué que quién quien quiénes se "
        "sea ser si sí sin sobre son su sus también tan te tiene tienen todo todos tu un una uno unos y "
        "ya yo"
    ),
    "it": (
        "a ad agli ai al alla alle allo anche ancora c che chi ci come con contro cosa così d da dagli "
        "dai dal dalla dalle degli dei del della delle dello di dopo dove e è ed era erano essere fa fra "
        "gli ha hanno ho i il in io l la le lei li lo loro ma mi mia mio molto ne nei nel nella nelle "
        "nello non o ogni per perché più poi può qual quale quali quando quanto quella quello questa "
        "questi questo qui se sei si sia sono su sua sue sugli sui sul sulla suo suoi tra tu tutti tutto "
        "un una uno v"
    ),
    "pt": (
        "a ao aos aquela aquele as até às com como da das de dela dele deles depois do dos e é ela elas "
        "ele eles em entre era essa esse esta está este eu foi foram há isso isto já lhe mais mas me "
        "mesmo meu muito na nas não nem no nos nós num numa o onde os ou para pela pelas pelo pelos por "
        "porque porquê qual quais quando quanto que quem são se sem ser seu seus só sobre sua suas também "
        "te tem têm um uma umas você"
    ),
    "nl": (
        "aan al als altijd andere bij daar dan dat de der deze die dit doch doen door dus een en er ge "
        "geen had heb hebben heeft het hij hoe hun iets ik in is ja je kan kon kunnen maar me meer men "
        "met mij mijn moet na naar niet niets nog nu of om onder ons ook op over te tegen toch toen tot u "
        "uit uw van veel voor waar waarom wanneer want waren was wat welk welke werd wezen wie wij wil "
        "worden wordt zal ze zich zij zijn zo zou"
    ),
    "sv": (
        "alla allt än är att av blev bli blir de dem den denna deras dess det detta dig din du där då "
        "efter eller en ett för från ha hade han har hennes hon honom hur här i icke inte jag kan kunde "
        "man med mellan men mig min mot mycket när någon något och om oss på samma sedan sig sin sina som "
        "så till under upp ut utan vad var varför vara vi vid vilka vilken vilket vem över"
    ),
    "da": (
        "af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din dog du "
        "efter eller en end er et for fra få ham han hans har havde hende hendes her hos hun hvad hvem "
        "hvis hvor hvordan hvorfor hvornår hvilken hvilke i ikke ind jeg jo kan kunne man mange med meget "
        "men mig min mod når nogen nogle noget nu og også om op os over på sig sin skal som så til ud "
        "under var vi vil være været"
    ),
    "no": (
        "alle at av bare ble bli blir da de deg dem den denne der dere deres det dette din du eller en er "
        "et etter for fra før ha hadde han hans har hennes her hun hva hvem hvilken hvilke hvis hvor "
        "hvordan hvorfor i ikke inn ja jeg kan kunne man mange med meg meget mellom men min mot mye når "
        "noe noen nå og også om opp oss over på seg selv sin skal som så til ut under var ved vi vil være "
        "vært"
    ),
    "fi": (
        "ei eivät en ennen että hän he hänen ja jo joka jos jotka kanssa kuin kuinka kun kuka me mikä "
        "miksi mitä missä milloin millainen minä mukaan mutta myös mitkä ne niin nyt oli olivat olla on "
        "ovat ovatko se sekä sen sinä siitä sillä tai tämä te tämän vain vaan vielä vai yli"
    ),
    "pl": (
        "a aby ale am ani bez bo był była było były być będzie ci co czy czyli dla do gdy gdzie go i ich "
        "ile im inne ja jak jaka jaki jakie jako je jego jej jest jeszcze już każdy kiedy kto która które "
        "którego której który których ma mi mnie może można na nad nam nas nie niż o od on ona one oni "
        "oraz po pod podczas ponieważ przed przez przy są się ta tak także tam te tego tej ten też to tu "
        "tych tylko tym w we więc wszystkie z za że ze"
    ),
    "cs": (
        "a aby ale ani až bez bude by byl byla byli bylo být co či do ho i ještě já jak jaká jaké jaký "
        "jako je jeho její jejich jen jsem jsme jsou k kde kdo kdy kdyby když ke která které který kteří "
        "má mezi mi na nad ne nebo není než o od on ona oni po pod podle pro proč proto protože před při "
        "s se si tak také tam ten tento to tom tu v ve však za ze že"
    ),
    "hu": (
        "a abban ahol ahogy aki akik ami amely az azok azt be csak de e egy ehhez el én ennek és ez ezek "
        "ezt fel hanem ha hogy hogyan hol hova is itt ki kell kik le lesz lett maga már meg mely melyik "
        "mert mi miért mikor milyen minden mint mit nagyon nem ő ők ön össze pedig s sem sok szerint te "
        "van vannak vagy volt voltak"
    ),
    "ro": (
        "a acest această aceste acestea acel ai al ale am ar are as asupra au ca că care când ce cea cei "
        "cel cele cine cu cum da dacă dar de deci despre din doar după ea ei el ele era este eu fi fie "
        "fost iar în între la le li lor lui mai mult nu o ori pe pentru prin sa să sau se și sunt sub un "
        "una unde unei unui unor va vor"
    ),
    "tr": (
        "acaba ama ancak bana bazı belki ben beni bir biri biz bu bunu bunun çok çünkü da daha de değil "
        "diye en gibi hem hep her hiç için ile ise kadar kaç ki kim mi mı mu mü ne neden nasıl nerede "
        "nereye o olan olarak oldu olduğu olur ona onu onun onlar sanki sen siz şey şu tüm var ve veya ya "
        "yani yok"
    ),
    "id": (
        "ada adalah agar akan anda apa apakah atau bagaimana bagi bahwa banyak belum bisa bukan dalam dan "
        "dapat dari dengan di dia hanya harus ini itu jika juga kami kapan karena ke kepada kita lain "
        "lebih mana mengapa mereka oleh pada para saat saja sangat saya sebagai sebuah secara seperti "
        "serta siapa sudah tapi telah tentang tersebut tetapi tidak untuk yang"
    ),
    "ru": (
        "а без более больше будет бы был была были было быть в вам вас ведь весь во вот все всего всех вы "
        "где да даже для до его ее ей ему если есть еще же за здесь и из или им их к как какая какие "
        "какой каких каким какое когда которая которое которые который которых кто куда ли либо между "
        "меня мне может можно мой мы на над надо нас не него нее нет ни них но ну о об однако он она они "
        "оно от очень по под почему после потому при про с сам свою своей свой себя сколько со так также "
        "такой там те тем то тоже только том тот ты у уже хотя чего чем через что чтобы чье чья эта эти "
        "это этого этой этом этот я является зачем откуда"
    ),
    "uk": (
        "а або адже але без більш більше буде будуть був була були було бути в вам вас весь ви від він "
        "вона вони воно все всі всіх вже да де для до є ж же з за завжди зі і із її їй їм їх його йому "
        "коли котрий кого куди ледве лише м мене мені ми між можна може на над нам нас не нема немає ним "
        "них ні о об один однак от по під після при про свого своєї свій себе скільки та так також такий "
        "там те ти тим то той тоді того тому тільки треба ту тут у хоч хто це цей ці цього цієї ця час "
        "через чи чим чого чому що щоб щодо як яка яке який якими яких якого якої які якщо я звідки "
        "навіщо"
    ),
    "el": (
        "ο η το οι τα του της των τον την και κι κ είναι ήταν να θα δεν δε μη μην σε στο στη στην στον "
        "στους στις στα από για με ως που πως πώς πού ποιος ποια ποιο ποιες τι γιατί πότε αν ή αλλά όμως "
        "ένα ένας μια μία αυτό αυτή αυτός αυτά έχει έχουν κατά μετά πριν προς χωρίς μας σας τους"
    ),
    "ar": (
        "في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا هل كيف متى أين اين لماذا كم أي "
        "اي و أو او ثم لكن إن ان أن كان كانت يكون تكون هو هي هم قد لا لم لن كل بعد قبل بين حتى عند غير "
        "منذ هناك"
    ),
    "fa": (
        "از به با در را که این آن و یا برای تا هم است بود شد می شود چه چرا چگونه کجا کی چیست آیا هر یک "
        "نیز بر اما اگر ها های"
    ),
    "he": (
        "של את על עם אל מן הוא היא הם זה זאת זו אני אתה מה מי איך איפה מתי למה מדוע כמה האם או גם כי אם "
        "לא כן אבל רק עוד כל יש אין היה הייתה היו"
    ),
    "hi": (
        "का के की को में से पर है हैं था थे थी और या एक यह वह ये वे इस उस कि जो तो ही भी ने नहीं क्या "
        "कैसे कब कहाँ कौन क्यों कितने लिए तक साथ हो कर"
    ),
    "vi": (
        "là và của có các những một được trong cho với không này đó khi ở từ đã sẽ đang như thế nào gì ai "
        "đâu tại sao bao nhiêu hay hoặc về ra vào thì mà cũng"
    ),
    "zh": (
        "什么 怎么 如何 为什 哪些 哪个 哪里 是什 么是 么样 怎样 多少 有哪 谁是 是谁 吗 呢 的是 "
        "是不 不是 这个 那个 一个 我们 他们 它们 可以 有什 些什 是怎 是如 什麼 怎麼 為什 哪裡 麼是 麼樣 "
        "我們 他們 這個 那個 一個"
    ),
    "ja": "何で どの 何が 何を 何の 誰が 誰で なぜ いつ どこ どう 何か",
    "ko": (
        "무엇 무슨 어떤 어떻 떻게 언제 어디 누가 누구 왜 얼마 입니 니까 습니 인가 가요 는가 엇인 "
        "인가요 있는 있다 하는 한다 됩니 합니"
    ),
    "th": "คือ อะไ ะไร อย่ ย่า าง ไร ที่ เป็ ป็น ของ และ หรื รือ ใคร เมื่ มื่อ ทำไ ำไม ไหน ได้ การ ใน จาก",
}


@lru_cache(maxsize=64)
def small_words(language: str) -> frozenset[str]:
    """The small words of a language, in lower case without apostrophes; none where it is not known here."""
    return frozenset(_WORDS.get(language, "").split())


SPOKEN = tuple(_WORDS)
"""The languages whose small words are known."""
