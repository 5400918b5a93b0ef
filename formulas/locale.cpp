#include "formulas/locale.h"

#include <cstddef>

namespace outturn {
namespace {

using Months = std::array<std::string_view, 12>;
using Days = std::array<std::string_view, 7>;

constexpr Months kEnglishMonths = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};
constexpr Months kEnglishShortMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr Days kEnglishDays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr Days kEnglishShortDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

constexpr Months kGermanMonths = {"Januar", "Februar", "März",      "April",   "Mai",      "Juni",
                                  "Juli",   "August",  "September", "Oktober", "November", "Dezember"};
constexpr Months kGermanShortMonths = {"Jan", "Feb", "Mrz", "Apr", "Mai", "Jun",
                                       "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"};
constexpr Days kGermanDays = {"Sonntag",    "Montag",  "Dienstag", "Mittwoch",
                              "Donnerstag", "Freitag", "Samstag"};
constexpr Days kGermanShortDays = {"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"};

constexpr Months kFrenchMonths = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                  "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
constexpr Months kFrenchShortMonths = {"janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                                       "juil.", "août",  "sept.", "oct.", "nov.", "déc."};
constexpr Days kFrenchDays = {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"};
constexpr Days kFrenchShortDays = {"dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."};

constexpr Months kSpanishMonths = {"enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
                                   "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
constexpr Months kSpanishShortMonths = {"ene", "feb", "mar", "abr", "may", "jun",
                                        "jul", "ago", "sep", "oct", "nov", "dic"};
constexpr Days kSpanishDays = {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"};
constexpr Days kSpanishShortDays = {"do", "lu", "ma", "mi", "ju", "vi", "sá"};

constexpr Months kItalianMonths = {"gennaio", "febbraio", "marzo",     "aprile",  "maggio",   "giugno",
                                   "luglio",  "agosto",   "settembre", "ottobre", "novembre", "dicembre"};
constexpr Months kItalianShortMonths = {"gen", "feb", "mar", "apr", "mag", "giu",
                                        "lug", "ago", "set", "ott", "nov", "dic"};
constexpr Days kItalianDays = {"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"};
constexpr Days kItalianShortDays = {"dom", "lun", "mar", "mer", "gio", "ven", "sab"};

constexpr Months kDutchMonths = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                 "juli",    "augustus", "september", "oktober", "november", "december"};
constexpr Months kDutchShortMonths = {"jan", "feb", "mrt", "apr", "mei", "jun",
                                      "jul", "aug", "sep", "okt", "nov", "dec"};
constexpr Days kDutchDays = {"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"};
constexpr Days kDutchShortDays = {"zo", "ma", "di", "wo", "do", "vr", "za"};

constexpr Months kPortugueseMonths = {"janeiro", "fevereiro", "março",    "abril",   "maio",     "junho",
                                      "julho",   "agosto",    "setembro", "outubro", "novembro", "dezembro"};
constexpr Months kPortugueseShortMonths = {"jan", "fev", "mar", "abr", "mai", "jun",
                                           "jul", "ago", "set", "out", "nov", "dez"};
constexpr Days kPortugueseDays = {"domingo",      "segunda-feira", "terça-feira", "quarta-feira",
                                  "quinta-feira", "sexta-feira",   "sábado"};
constexpr Days kPortugueseShortDays = {"dom", "seg", "ter", "qua", "qui", "sex", "sáb"};

constexpr Months kSwedishMonths = {"januari", "februari", "mars",      "april",   "maj",      "juni",
                                   "juli",    "augusti",  "september", "oktober", "november", "december"};
constexpr Months kSwedishShortMonths = {"jan", "feb", "mar", "apr", "maj", "jun",
                                        "jul", "aug", "sep", "okt", "nov", "dec"};
constexpr Days kSwedishDays = {"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"};
constexpr Days kSwedishShortDays = {"sön", "mån", "tis", "ons", "tor", "fre", "lör"};

constexpr Months kDanishMonths = {"januar", "februar", "marts",     "april",   "maj",      "juni",
                                  "juli",   "august",  "september", "oktober", "november", "december"};
constexpr Months kDanishShortMonths = {"jan", "feb", "mar", "apr", "maj", "jun",
                                       "jul", "aug", "sep", "okt", "nov", "dec"};
constexpr Days kDanishDays = {"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"};
constexpr Days kDanishShortDays = {"sø", "ma", "ti", "on", "to", "fr", "lø"};

constexpr Months kPolishMonths = {"styczeń", "luty",     "marzec",   "kwiecień",    "maj",      "czerwiec",
                                  "lipiec",  "sierpień", "wrzesień", "październik", "listopad", "grudzień"};
constexpr Months kPolishShortMonths = {"sty", "lut", "mar", "kwi", "maj", "cze",
                                       "lip", "sie", "wrz", "paź", "lis", "gru"};
constexpr Days kPolishDays = {"niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"};
constexpr Days kPolishShortDays = {"niedz.", "pon.", "wt.", "śr.", "czw.", "pt.", "sob."};

constexpr std::string_view kNoBreakSpace = "\u00A0";
constexpr std::string_view kNarrowNoBreakSpace = "\u202F";

using enum DateOrder;

// The first of a language is its main country.
constexpr Locale kLocales[] = {
    {"en-GB", 0x0809, day_month_year, '/', ".", ",", ',', "£", false, "AM", "PM", kEnglishMonths,
     kEnglishShortMonths, kEnglishDays, kEnglishShortDays},
    {"en-US", 0x0409, month_day_year, '/', ".", ",", ',', "$", false, "AM", "PM", kEnglishMonths,
     kEnglishShortMonths, kEnglishDays, kEnglishShortDays},
    {"en-IE", 0x1809, day_month_year, '/', ".", ",", ',', "€", false, "AM", "PM", kEnglishMonths,
     kEnglishShortMonths, kEnglishDays, kEnglishShortDays},
    {"en-AU", 0x0C09, day_month_year, '/', ".", ",", ',', "$", false, "AM", "PM", kEnglishMonths,
     kEnglishShortMonths, kEnglishDays, kEnglishShortDays},
    {"en-CA", 0x1009, year_month_day, '-', ".", ",", ',', "$", false, "AM", "PM", kEnglishMonths,
     kEnglishShortMonths, kEnglishDays, kEnglishShortDays},
    {"en-NZ", 0x1409, day_month_year, '/', ".", ",", ',', "$", false, "AM", "PM", kEnglishMonths,
     kEnglishShortMonths, kEnglishDays, kEnglishShortDays},
    {"de-DE", 0x0407, day_month_year, '.', ",", ".", ';', "€", true, "AM", "PM", kGermanMonths,
     kGermanShortMonths, kGermanDays, kGermanShortDays},
    {"de-AT", 0x0C07, day_month_year, '.', ",", kNoBreakSpace, ';', "€", false, "AM", "PM", kGermanMonths,
     kGermanShortMonths, kGermanDays, kGermanShortDays},
    {"de-CH", 0x0807, day_month_year, '.', ".", "’", ';', "CHF", false, "AM", "PM", kGermanMonths,
     kGermanShortMonths, kGermanDays, kGermanShortDays},
    {"fr-FR", 0x040C, day_month_year, '/', ",", kNarrowNoBreakSpace, ';', "€", true, "AM", "PM",
     kFrenchMonths, kFrenchShortMonths, kFrenchDays, kFrenchShortDays},
    {"fr-BE", 0x080C, day_month_year, '/', ",", kNarrowNoBreakSpace, ';', "€", true, "AM", "PM",
     kFrenchMonths, kFrenchShortMonths, kFrenchDays, kFrenchShortDays},
    {"es-ES", 0x0C0A, day_month_year, '/', ",", ".", ';', "€", true, "AM", "PM", kSpanishMonths,
     kSpanishShortMonths, kSpanishDays, kSpanishShortDays},
    {"it-IT", 0x0410, day_month_year, '/', ",", ".", ';', "€", true, "AM", "PM", kItalianMonths,
     kItalianShortMonths, kItalianDays, kItalianShortDays},
    {"nl-NL", 0x0413, day_month_year, '-', ",", ".", ';', "€", false, "AM", "PM", kDutchMonths,
     kDutchShortMonths, kDutchDays, kDutchShortDays},
    {"nl-BE", 0x0813, day_month_year, '/', ",", ".", ';', "€", true, "AM", "PM", kDutchMonths,
     kDutchShortMonths, kDutchDays, kDutchShortDays},
    {"pt-PT", 0x0816, day_month_year, '/', ",", kNoBreakSpace, ';', "€", true, "AM", "PM", kPortugueseMonths,
     kPortugueseShortMonths, kPortugueseDays, kPortugueseShortDays},
    {"pt-BR", 0x0416, day_month_year, '/', ",", ".", ';', "R$", false, "AM", "PM", kPortugueseMonths,
     kPortugueseShortMonths, kPortugueseDays, kPortugueseShortDays},
    {"sv-SE", 0x041D, year_month_day, '-', ",", kNoBreakSpace, ';', "kr", true, "AM", "PM", kSwedishMonths,
     kSwedishShortMonths, kSwedishDays, kSwedishShortDays},
    {"da-DK", 0x0406, day_month_year, '-', ",", ".", ';', "kr.", true, "AM", "PM", kDanishMonths,
     kDanishShortMonths, kDanishDays, kDanishShortDays},
    {"pl-PL", 0x0415, day_month_year, '.', ",", kNoBreakSpace, ';', "zł", true, "AM", "PM", kPolishMonths,
     kPolishShortMonths, kPolishDays, kPolishShortDays},
};

constexpr char folded(char c) noexcept {
  if (c == '_') return '-';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_ignoring_case(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (folded(a[i]) != folded(b[i])) return false;
  return true;
}

}  // namespace

const Locale& default_locale() noexcept { return kLocales[0]; }

const Locale* find_locale(std::string_view name) noexcept {
  for (const Locale& locale : kLocales)
    if (same_ignoring_case(locale.name, name)) return &locale;
  for (const Locale& locale : kLocales)
    if (same_ignoring_case(locale.name.substr(0, 2), name)) return &locale;
  return nullptr;
}

const Locale* find_locale(std::uint32_t lcid) noexcept {
  // The high half carries the calendar and digit shapes; the low ten bits are the language.
  const std::uint32_t language_and_country = lcid & 0xFFFFU;
  for (const Locale& locale : kLocales)
    if (locale.lcid == language_and_country) return &locale;
  for (const Locale& locale : kLocales)
    if ((locale.lcid & 0x3FFU) == (language_and_country & 0x3FFU)) return &locale;
  return nullptr;
}

}  // namespace outturn
