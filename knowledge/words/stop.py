"""Function words of Finnish, Swedish and English: closed classes of the grammar.

Pronouns, conjunctions, copula and auxiliaries, question words, adpositions and the adverbs that only join
sentences. They carry no topic, so they weigh nothing in a search. Base forms, and other forms where these
would be read as some other word. Drawn up from the grammars (Iso suomen kielioppi, Svenska Akademiens
grammatik, The Cambridge Grammar of the English Language).
"""

from collections.abc import Mapping
from types import MappingProxyType

_FI = """\
minä sinä hän me te he se ne tämä nämä tuo nuo itse joka mikä kuka kumpi kumpikin kukaan mikään jokin joku
jokainen kaikki molemmat muu eräs sama toinen sellainen tällainen tuollainen semmoinen millainen minkälainen
kenen ken mitä missä mistä mihin milloin miten miksi kuinka montako kauanko paljonko koska kumpaa mikäli
tässä tästä tähän tänne siinä siitä siihen siellä sieltä sinne täällä täältä tuolla jossa josta johon jolloin
jolla minkä mitkä minun sinun hänen meidän teidän heidän meillä teillä heillä minulla sinulla hänellä meille
teille heille minulle sinulle jonka jotka joita joiden niiden niitä näiden näitä sen sitä tämän tätä
ja sekä eli tai vai mutta vaan että jotta jos kun kunnes ennenkuin vaikka sillä kuin niin kuten joten siis
nimittäin nimittäinkin paitsi samoin myös myöskin kuitenkin tosin edes vielä jo nyt juuri vain ainoastaan
ei eikä älä en et emme ette eivät olla on ovat oli olivat ollut lienee voida voi voivat voisi
pitää pitäisi saada saa saavat täytyä tulla tulee
alla alle alta yllä ylle päällä päälle edessä eteen takana taakse vieressä viereen kanssa ilman varten
vuoksi takia kautta lävitse läpi ohi ohitse yli ali ennen jälkeen aikana sisällä sisään ulkopuolella
asti saakka kohti kohtaan mukaan mukaisesti lukien luona luokse päin pitkin suhteen osalta
puolesta sijasta sijaan lisäksi välillä väliin keskellä ohella
kannalta nojalla perusteella johdosta yhteydessä avulla edellä koskien koskeva siten
entä entäs no kai ehkä sitten aina usein noin melko hyvin kovin liian
"""

_SV = """\
jag du han hon den det vi ni de dem man mig dig sig oss er min din sin vår hans hennes deras dess
denna detta dessa någon något några ingen inget inga all alla allt annan annat andra samma sådan sådant sådana
var varje vilken vilket vilka vem vems vad när hur varför varifrån vart där här dit hit därifrån som
och samt eller men utan att om när medan eftersom därför så än ifall fast både antingen varken
inte icke ej ju nog väl också även bara endast redan ännu då nu sedan kanske alltså dock
vara är var varit bli blir blev blivit ha har hade haft kunna kan kunde ska skall skulle vilja vill ville
få får fick fått måste böra bör borde må
i på av till från för med om vid under över efter före mellan genom mot hos utan inom utom enligt bland
kring omkring angående gällande en ett
"""

_EN = """\
i you he she it we they me him her us them my your his its our their yours hers ours theirs
this that these those who whom whose which what when where why how there here
some any no none every each all both either neither other another such same
and or but nor so yet if unless because although though while whereas since until than as whether
not also too only just even still already now then ever again please
be am is are was were been being have has had having do does did done doing
can could may might must shall should will would ought
a an the of in on at by for with about against between into through during before after above below to from
up down out off over under per via within without upon toward towards regarding concerning
"""

STOP: Mapping[str, frozenset[str]] = MappingProxyType(
    {"fi": frozenset(_FI.split()), "sv": frozenset(_SV.split()), "en": frozenset(_EN.split())}
)
"""Function words by language (fi, sv, en), lower case."""
