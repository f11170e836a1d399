"""Units of measure by the words and signs they are written with, in a few languages."""

from __future__ import annotations

_WRITTEN = {
    "second": "second seconds sekunde sekunden seconde secondes segundos",
    "minute": "minute minutes min minuten minutos",
    "hour": "hour hours hr hrs h stunde stunden heure heures hora horas",
    "day": "day days tag tage tagen jour jours día días",
    "night": "night nights nacht nächte nuit nuits noche noches",
    "week": "week weeks woche wochen semaine semaines semana semanas",
    "month": "month months monat monate monaten mois mes meses",
    "year": "year years jahr jahre jahren an ans année années año años",
    "percent": "% percent prozent pourcent",
    "euro": "€ euro euros eur",
    "dollar": "$ dollar dollars usd",
    "pound": "£ pound pounds gbp",
    "franc": "franc francs chf franken",
    "krona": "kronor krona kroner krone sek nok dkk",
    "metre": "m metre metres meter meters mètre mètres metros",
    "kilometre": "km kilometre kilometres kilometer kilometers kilomètres",
    "centimetre": "cm centimetre centimetres centimeter centimeters zentimeter",
    "millimetre": "mm millimetre millimetres millimeter millimeters",
    "foot": "ft foot feet",
    "inch": "inch inches zoll",
    "mile": "mile miles",
    "gram": "g gram grams gramm",
    "kilogram": "kg kilogram kilograms kilo kilos kilogramm",
    "litre": "l litre litres liter liters litro litros",
    "degree": "° degree degrees grad degré degrés",
    "megabyte": "mb megabyte megabytes",
    "gigabyte": "gb gigabyte gigabytes",
    "terabyte": "tb terabyte terabytes",
    "volt": "v volt volts",
    "ampere": "a amp amps ampere amperes",
    "watt": "w watt watts",
}
UNITS = {word: unit for unit, words in _WRITTEN.items() for word in words.split()}
_DURATIONS = frozenset("second minute hour day night week month year".split())
# A word between a number and its unit may be one of these only directly behind the number.
_LETTERS = frozenset({"m", "g", "l", "v", "a", "w", "h", "an", "mes", "min"})


def unit_of(word: str, directly: bool) -> str:
    """The unit a word or sign stands for, or nothing.

    Args:
        word: As it is written.
        directly: Whether it follows its number with nothing but a space between.
    """
    lower = word.lower()
    if lower in _LETTERS and not directly:
        return ""
    # "12 a month" is no current; "12 A" is.
    if lower in {"a", "v", "w"} and not word.isupper():
        return ""
    return UNITS.get(lower, "")


def dimension(unit: str) -> str:
    """What a unit measures; other units stand for themselves."""
    return "duration" if unit in _DURATIONS else unit
