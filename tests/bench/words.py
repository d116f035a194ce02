"""Parallel text in three languages, put together from phrases by seeded dice; nobody's words but our own."""

import random
from dataclasses import dataclass
from html import escape

LANGUAGES = ("en", "es", "zh-hans")
"""Django codes, in the order of the phrases below."""

Phrase = tuple[str, str, str]

SUBJECTS: tuple[Phrase, ...] = (
    ("The national authorities", "Las autoridades nacionales", "国家主管机关"),
    ("A trained case worker", "Un trabajador social capacitado", "经过培训的个案工作者"),
    ("Every school in the district", "Cada escuela del distrito", "该地区每所学校"),
    ("The working group of experts", "El grupo de trabajo de expertos", "专家工作组"),
    ("The regional coalition", "La coalición regional", "区域联盟"),
    ("A specialised police unit", "Una unidad policial especializada", "警方专门部门"),
    ("The reviewed legislation", "La legislación revisada", "所审查的法律"),
    ("The health service", "El servicio de salud", "卫生服务机构"),
    ("A helpline counsellor", "Una consejera de la línea de ayuda", "热线辅导员"),
    ("The platform's safety team", "El equipo de seguridad de la plataforma", "平台安全团队"),
    ("The court of first instance", "El tribunal de primera instancia", "一审法院"),
    ("A parent or guardian", "La madre, el padre o el tutor", "父母或监护人"),
    ("The survey of practitioners", "La encuesta a profesionales", "从业者调查"),
    ("The payment industry", "El sector de los servicios de pago", "支付行业"),
    ("A youth advisory board", "Un consejo asesor de jóvenes", "青年咨询委员会"),
    ("The independent evaluation", "La evaluación independiente", "独立评估"),
)
VERBS: tuple[Phrase, ...] = (
    ("recommends", "recomienda", "建议采用"),
    ("has already adopted", "ya ha adoptado", "已经通过"),
    ("publishes once a year", "publica una vez al año", "每年公布"),
    ("should review", "debería revisar", "应当审查"),
    ("describes in detail", "describe en detalle", "详细说明"),
    ("is preparing", "está preparando", "正在准备"),
    ("shares with its partners", "comparte con sus aliados", "与伙伴分享"),
    ("does not yet have", "todavía no tiene", "尚未具备"),
    ("explains to children", "explica a niñas y niños", "向儿童讲解"),
    ("has strengthened", "ha fortalecido", "加强了"),
    ("compares across countries", "compara entre países", "跨国比较"),
    ("records without delay", "registra sin demora", "及时记录"),
)
OBJECTS: tuple[Phrase, ...] = (
    ("clear rules for reporting", "normas claras para presentar denuncias", "明确的举报规则"),
    (
        "a common procedure for missing children",
        "un procedimiento común para la niñez desaparecida",
        "失踪儿童通用程序",
    ),
    ("safe recruitment practices", "prácticas seguras para contratar personal", "安全招聘做法"),
    ("a legal definition of grooming", "una definición legal del acoso con fines sexuales", "性诱骗的法律定义"),
    ("training for first responders", "formación para los primeros intervinientes", "一线人员培训"),
    ("a protocol for managing allegations", "un protocolo para la gestión de acusaciones", "指控处理规程"),
    ("data on cases and outcomes", "datos sobre los casos y sus resultados", "案件与结果数据"),
    ("support for survivors", "apoyo para las personas sobrevivientes", "幸存者支持"),
    ("age-appropriate teaching material", "material didáctico adecuado a cada edad", "适龄教材"),
    ("a national alert system", "un sistema nacional de alerta", "国家预警系统"),
    ("an agreement on photo distribution", "un acuerdo sobre la difusión de fotografías", "照片发布协议"),
    ("standards for digital evidence", "normas para el tratamiento de la prueba digital", "数字证据标准"),
    ("trauma-informed interviews", "entrevistas que tienen en cuenta el trauma", "创伤知情访谈"),
    ("a directory of local services", "un directorio de los servicios locales", "本地服务名录"),
    (
        "measures against live streaming of abuse",
        "medidas contra la transmisión de abusos en vivo",
        "打击直播虐待的措施",
    ),
    ("a code of conduct for staff", "un código de conducta para el personal", "员工行为守则"),
)
CIRCUMSTANCES: tuple[Phrase, ...] = (
    ("after a public consultation", "después de una consulta pública", "经公众咨询后"),
    ("in every province", "en todas las provincias", "在各省"),
    ("with the help of volunteers", "con la ayuda de voluntarios", "在志愿者帮助下"),
    ("before the school year begins", "antes de que comience el año escolar", "在开学之前"),
    ("where resources are scarce", "allí donde los recursos son escasos", "在资源匮乏的地方"),
    ("together with civil society", "en conjunto con la sociedad civil", "与民间社会一道"),
    ("at no cost to families", "sin ningún costo para las familias", "不向家庭收费"),
    ("in at least three languages", "en por lo menos tres idiomas", "以至少三种语言"),
    ("within twenty-four hours", "en un plazo de veinticuatro horas", "在二十四小时内"),
    ("for the whole region", "para toda la región", "面向整个地区"),
    ("as the convention requires", "tal como lo exige la convención", "按照公约要求"),
    ("since the last review", "desde la última revisión", "自上次审查以来"),
)
FORMS: tuple[Phrase, ...] = (
    ("Guide", "Guía", "指南"),
    ("Global review", "Informe mundial", "全球审查"),
    ("Handbook", "Manual", "手册"),
    ("Framework", "Marco", "框架"),
    ("Checklist", "Lista de verificación", "清单"),
    ("Study", "Estudio", "研究"),
    ("Toolkit", "Caja de herramientas", "工具包"),
    ("Regional report", "Informe regional", "区域报告"),
)
PLACES: tuple[Phrase, ...] = (
    ("Brussels, Belgium", "Bruselas, Bélgica", "比利时布鲁塞尔"),
    ("Singapore", "Singapur", "新加坡"),
    ("Guatemala City, Guatemala", "Ciudad de Guatemala, Guatemala", "危地马拉城"),
    ("Alexandria, United States", "Alexandria, Estados Unidos", "美国亚历山德里亚"),
    ("Nairobi, Kenya", "Nairobi, Kenia", "肯尼亚内罗毕"),
)


@dataclass(frozen=True)
class Sentence:
    """The same statement in every language: indexes into the lists above."""

    subject: int
    verb: int
    object: int
    circumstance: int

    @classmethod
    def throw(cls, dice: random.Random) -> "Sentence":
        """Make one up."""
        parts = (SUBJECTS, VERBS, OBJECTS, CIRCUMSTANCES)
        return cls(*(int(dice.random() * len(part)) for part in parts))

    def text(self, language: int) -> str:
        """Return the sentence; `language` is an index into `LANGUAGES`."""
        subject, verb, thing, how = (
            SUBJECTS[self.subject][language],
            VERBS[self.verb][language],
            OBJECTS[self.object][language],
            CIRCUMSTANCES[self.circumstance][language],
        )
        return (
            f"{how}，{subject}{verb}有关{thing}的各项内容与安排。"
            if language == 2
            else f"{subject} {verb} {thing} {how}."
        )


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def title(form: int, thing: int, circumstance: int, number: int, language: int) -> str:
    """Return a title, unlike any other by its number."""
    what, how = OBJECTS[thing][language], CIRCUMSTANCES[circumstance][language]
    if language == 2:
        return f"{what}（{how}）{FORMS[form][2]}第{number}号"
    return f"{FORMS[form][language]} {number}: {what} {how}"


def running(sentences: list[Sentence], language: int) -> str:
    """Return sentences as plain text."""
    return ("" if language == 2 else " ").join(sentence.text(language) for sentence in sentences)


def paragraph(sentences: list[Sentence], language: int, more: str = "") -> str:
    """Return sentences as stored rich text; `more` is markup put at the end."""
    return f"<p>{escape(running(sentences, language), quote=False)}{more}</p>"
