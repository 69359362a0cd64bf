"""General words of Finnish, Swedish and English: a question that has them is about something else.

Nouns of measure, lack, state and activity ("pula", "kunto", "hanke"), which say in what respect something is
spoken of, and in Swedish and English the common adjectives and verbs of quality and change, which Finnish
tells by its word classes. Base forms. They count in a search but can't decide it.
"""

from collections.abc import Mapping
from types import MappingProxyType

_FI = """\
pula puute tarve saatavuus saanti riittävyys riittäminen määrä osuus taso laatu kunto tilanne tilannekuva
merkitys vaikutus haaste ongelma mahdollisuus edellytys uhka riski hyöty
hanke projekti toimenpide toiminta käyttöönotto ratkaisu keino
kehitys kehittäminen kehittyminen edistäminen parantaminen parannus paraneminen lisääminen lisäys
lisääntyminen vähentäminen väheneminen vahvistaminen vahvistuminen turvaaminen tukeminen ylläpito
jatko jatkuvuus jatkaminen nopeuttaminen uudistaminen uudistus nousu hyödyntäminen toteutus toteuttaminen
järjestäminen varmistaminen seuranta arviointi selvitys suunnittelu valmistelu tulevaisuus näkymä
toive odotus huoli rahoitus panostus resurssi yhteistyö kokonaisuus kysyntä tarjonta
kapasiteetti
"""

_SV = """\
brist behov tillgång tillräcklighet mängd andel nivå kvalitet skick läge betydelse roll
verkan inverkan effekt utmaning problem möjlighet förutsättning hinder nytta
projekt åtgärd verksamhet användning lösning metod
utveckling främjande förbättring förbättrande ökning minskning stärkande tryggande underhåll fortsättning
reform uppgång nedgång utnyttjande genomförande uppföljning bedömning utredning planering
beredning framtid utsikt förväntan oro finansiering satsning resurs samarbete helhet
efterfrågan utbud kapacitet
ny god bra bättre stor liten viktig snabb stark svag hög låg lång kort säker trygg tillräcklig fungerande
utveckla främja förbättra öka minska stärka trygga stödja bygga ordna göra påskynda snabba
"""

_EN = """\
shortage lack need availability sufficiency amount share level quality condition state situation position
importance role effect impact challenge problem opportunity prerequisite obstacle threat risk benefit
project programme program measure action activity work use solution model means way tool
development promotion improvement increase decrease reduction strengthening securing support maintenance
continuation reform change growth rise fall utilisation utilization implementation monitoring assessment study
planning preparation structure future outlook expectation worry funding investment resource cooperation
collaboration network whole demand supply area sector field capacity service connection
new good better best big large small important fast quick strong weak high low long short safe sufficient
develop promote improve increase reduce strengthen secure support build arrange make speed
"""

LIGHT: Mapping[str, frozenset[str]] = MappingProxyType(
    {"fi": frozenset(_FI.split()), "sv": frozenset(_SV.split()), "en": frozenset(_EN.split())}
)
"""General words by language (fi, sv, en), lower case."""
