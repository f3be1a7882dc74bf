"""The characters that PDF writers put in place of common ones: Kangxi radicals and their supplement, which look the same.

Full compatibility normalisation would also change punctuation, so these characters alone are mapped, by a table. Where a
radical has a simplified form (⼾ is drawn as 户), it is that which official texts mean.
"""

from __future__ import annotations

from itertools import chain
from typing import Final

_PAIRS: Final = (
    (
        "⼀⼁⼂⼃⼄⼅⼆⼇⼈⼉⼊⼋⼌⼍⼎⼏⼐⼑⼒⼓⼔⼕⼖⼗⼘⼙⼚⼛⼜⼝⼞⼟⼠⼡⼢⼣⼤⼥⼦⼧⼨⼩⼪⼫⼬⼭⼮⼯⼰⼱⼲⼳⼴⼵",
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴",
    ),
    (
        "⼶⼷⼸⼹⼺⼻⼼⼽⼾⼿⽀⽁⽂⽃⽄⽅⽆⽇⽈⽉⽊⽋⽌⽍⽎⽏⽐⽑⽒⽓⽔⽕⽖⽗⽘⽙⽚⽛⽜⽝⽞⽟⽠⽡⽢⽣⽤⽥⽦⽧⽨⽩⽪⽫",
        "廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿",
    ),
    (
        "⽬⽭⽮⽯⽰⽱⽲⽳⽴⽵⽶⽷⽸⽹⽺⽻⽼⽽⽾⽿⾀⾁⾂⾃⾄⾅⾆⾇⾈⾉⾊⾋⾌⾍⾎⾏⾐⾑⾒⾓⾔⾕⾖⾗⾘⾙⾚⾛⾜⾝⾞⾟⾠⾡",
        "目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵",
    ),
    (
        "⾢⾣⾤⾥⾦⾧⾨⾩⾪⾫⾬⾭⾮⾯⾰⾱⾲⾳⾴⾵⾶⾷⾸⾹⾺⾻⾼⾽⾾⾿⿀⿁⿂⿃⿄⿅⿆⿇⿈⿉⿊⿋⿌⿍⿎⿏⿐⿑⿒⿓⿔⿕",
        "邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠",
    ),
    (
        "⺁⺄⺅⺆⺉⺎⺏⺐⺒⺓⺖⺘⺙⺛⺞⺟⺠⺡⺣⺤⺦⺨⺩⺪⺫⺬⺭⺮⺯⺰⺶⺹⺻⺼⺽⺾⺿⻀⻁⻂⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒",
        "厂乙亻冂刂兀尣尢巳幺忄扌攵旡歺母民氵灬爫丬犭王疋目示礻竹糹纟羊耂聿肉臼艹艹艹虎衤西见角讠贝足车辶辶辶阝钅長镸",
    ),
    (
        "⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
    ),
)

COMMON: Final = dict(chain.from_iterable(zip(map(ord, from_), to, strict=True) for from_, to in _PAIRS))
"""The common character for each radical, by its code point."""


def common_characters(text: str) -> tuple[str, int]:
    """The text with radicals as common characters, and how many there were."""
    return text.translate(COMMON), sum(ord(character) in COMMON for character in text)
