"""What browsers call the folders that every one of their users has: the bar, the menu, the others.

In the languages that they are used in; as Chromium, Firefox, Edge and Safari name them.
"""

from __future__ import annotations


def is_browsers_own(name: str) -> bool:
    """Whether a folder is called as one that a browser has by itself."""
    return " ".join(name.casefold().replace("-", " ").split()) in _NAMES


_NAMES = frozenset({
    # English
    "bookmarks", "bookmarks bar", "bookmark bar", "bookmarks toolbar", "bookmarks toolbar folder",
    "favorites", "personal toolbar folder", "favorites bar", "favourites bar", "favourites",
    "other bookmarks", "bookmarks menu", "other favorites", "other favourites", "mobile bookmarks",
    "mobile favorites", "unsorted bookmarks", "unfiled bookmarks", "unsorted", "bookmarksbar",
    "bookmarksmenu",
    # German, Dutch, Danish, Norwegian, Swedish, Finnish
    "lesezeichen", "lesezeichen symbolleiste", "lesezeichenleiste", "favoriten", "favoritenleiste",
    "weitere lesezeichen", "andere lesezeichen", "weitere favoriten", "mobile lesezeichen",
    "lesezeichen menü", "unsortierte lesezeichen", "bladwijzers", "bladwijzerbalk", "bladwijzerwerkbalk",
    "favorietenbalk", "andere bladwijzers", "overige bladwijzers", "mobiele bladwijzers", "bogmærkelinje",
    "bogmærkelinjen", "andre bogmærker", "favoritlinje", "bokmerkerad", "bokmerkelinje", "bokmerkelinjen",
    "andre bokmerker", "favorittlinje", "bokmärkesfältet", "bokmärkesfält", "andra bokmärken",
    "övriga bokmärken", "favoritfältet", "kirjanmerkkipalkki", "kirjanmerkit", "muut kirjanmerkit",
    "suosikit palkki",
    # French, Spanish, Catalan, Portuguese, Italian, Romanian
    "favoris", "barre de favoris", "barre des favoris", "barre personnelle", "barre de signets",
    "autres favoris", "autres marque pages", "marque pages non classés", "menu des marque pages",
    "favoris sur mobile", "favoris mobiles", "marcadores", "favoritos", "barra de marcadores",
    "barra de favoritos", "otros marcadores", "otros favoritos", "marcadores móviles",
    "marcadores del móvil", "menú de marcadores", "adreces d'interès", "barra d'adreces d'interès",
    "altres adreces d'interès", "barra dos favoritos", "outros favoritos", "outros marcadores",
    "favoritos em dispositivos móveis", "preferiti", "barra dei preferiti", "altri preferiti",
    "barra dei segnalibri", "altri segnalibri", "segnalibri mobili", "preferiti su dispositivi mobili",
    "menu segnalibri", "bară de marcaje", "bara de marcaje", "alte marcaje",
    # Polish, Czech, Slovak, Hungarian, Russian, Ukrainian, Bulgarian, Serbian
    "zakładki", "pasek zakładek", "pasek ulubionych", "inne zakładki", "pozostałe zakładki",
    "inne ulubione", "zakładki z telefonu", "zakładki na urządzeniu przenośnym", "záložky",
    "lišta záložek", "ostatní záložky", "panel oblíbených položek", "panel záložek", "panel so záložkami",
    "ďalšie záložky", "iné záložky", "könyvjelzők", "könyvjelzősáv", "könyvjelző eszköztár",
    "egyéb könyvjelzők", "kedvencek sáv", "закладки", "панель закладок", "панель избранного",
    "другие закладки", "прочие закладки", "другое избранное", "мобильные закладки", "избранное",
    "панель обраного", "інші закладки", "мобільні закладки", "обране", "меню закладок",
    "инструменти за отметки", "лента на отметките", "други отметки", "трака обележивача",
    "други обележивачи", "остали обележивачи",
    # Greek, Turkish, Hebrew, Arabic, Persian
    "γραμμή σελιδοδεικτών", "άλλοι σελιδοδείκτες", "γραμμή αγαπημένων", "yer işaretleri çubuğu",
    "yer imleri çubuğu", "yer imleri araç çubuğu", "diğer yer işaretleri", "diğer yer imleri",
    "סרגל הסימניות", "סימניות אחרות", "شريط الإشارات المرجعية", "الإشارات المرجعية الأخرى", "نوار نشانک",
    "سایر نشانک‌ها",
    # Chinese, Japanese, Korean, Vietnamese, Indonesian, Thai, Hindi
    "书签栏", "书签工具栏", "收藏夹栏", "其他书签", "其他收藏夹", "移动设备书签", "手机书签", "書籤列",
    "書籤工具列", "其他書籤", "我的最愛列", "行動版書籤", "ブックマーク バー", "ブックマークバー",
    "ブックマークツールバー", "お気に入りバー", "その他のブックマーク", "他のブックマーク",
    "その他のお気に入り", "モバイルのブックマーク", "북마크바", "북마크 바", "북마크 도구 모음",
    "즐겨찾기 모음", "기타 북마크", "기타 즐겨찾기", "thanh dấu trang", "dấu trang khác",
    "bilah bookmark", "bookmark lain", "แถบบุ๊กมาร์ก", "บุ๊กมาร์กอื่นๆ", "बुकमार्क बार", "अन्य बुकमार्क",
})  # fmt: skip
"""Case folded, with spaces for hyphens."""
