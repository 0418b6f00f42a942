"""Pieces of words by which a topic is recognised, in what people write and in the names of a meeting's topics.

A topic a line; a line that is indented goes on with the one above. Spelled as `domain.topics.folded` spells; an
underscore marks where a word begins or ends. These topics have no names of their own: one of them counts where a
meeting has a topic whose name holds one of its pieces. The browser has the same: components/exchange/lexicon.js.
"""

PIECES = """
ausbildungspl, ausbildungsbetrieb, lehrstelle, lehrberuf, duale_ausbildung
azubi, auszubildend, lehrling, lehrjahr, schulabgaeng, ausbildungsbotschaft
praktik, hospitation, probetag, schnuppertag, probearbeit
_schule, schulkontakt, schulklasse, schulbesuch, gymnasi, realschul, oberschul, unterricht,
    berufsorientier, lehrkraef
betriebsbesuch, betriebsbesicht, betriebserkund, werksfuehrung, exkursion, offenen_tuer
mentor, patenschaft, _paten, _patin, tandem, buddy, lotse
sprachkurs, deutschkurs, sprachfoerder, sprachniveau, _deutsch_, _b1_, _b2_, alphabetis
anerkenn, auslaendische_abschl, auslaendischen_abschl, auslaendischer_abschl, zeugnisbewert
wohn, unterkunft, unterkuenft, zimmer, moebliert, apartment, _wg_
ankommen, willkommen, welcome, zugezog, zuzug, zugewander, einwander, zuwander, aufenthalt, _visum,
    behoerdeng, integration, migrant, fluecht, flucht, dolmetsch
kinderbetreu, _kita, betriebskita, kindertages, kindergart, krippe, randzeit, ferienbetreu
teilzeit, schichtmodell, schichtplan, arbeitszeit, wochenstunden, dienstplan, jobsharing
wiedereinst, elternzeit, familienphase, familienzeit, berufsrueckkehr
dual_career, doppelkarriere, mitziehend
wissenstransfer, wissensstafett, wissensweiter, nachfolge, nachfolger, ruhestand, erfahrungswissen
gesund, _bgm, ergonom, rueckenkurs, praevention
studierend, student, absolvent, werkstudi, hochschulkontakt
abschlussarbeit, bachelor, masterarbeit, thesis
evaluation, evaluier, begleitforsch, wissenschaftliche_begleitung, wirkungsmess
weiterbild, fortbild, lehrgang, lehrgaeng, umschul, schulung
teilqualifiz, nachqualifiz, ungelernt, anpassungslehrg
_raum_fuer, raeume, _saal, sitzungssaal, _halle, turnhalle, aula_, aulen_, coworking, ladenlokal,
    seminarraum, tagungsraum, veranstaltungsraum, besprechungsraum
werkstatt, werkstaett, lernraum, lernraeume, skills_lab, _labor
foerdermittel, foerderprogramm, foerderberat, foerderweg, zuschuss, zuschuesse, _esf, eu_foerder
kofinanz, eigenanteil, sponsor, spende, _finanzier
projekttraeg, traegerschaft, _traeger_, projektskizze
arbeitgebermark, arbeitgeberattrakt, arbeitgeberport, employer, personalmarketing, personalgewinn,
    recruit, kampagne, standortmarketing, imagefilm
video, _film, social_media, instagram, linkedin, pressearb, oeffentlichkeitsarb, podcast, website
netzwerk, verteiler, multiplikator
digital, _it_, software
_ki_, kuenstliche_intelligenz, kuenstlicher_intelligenz, machine_learning, automatisier, robot,
    chatbot
pflegekraef, pflegefach, pflegepersonal, in_der_pflege, altenpfleg, krankenpfleg, springerpool
praxisanleit, skills_lab
mobilit, fahrgemein, fahrangebot, jobticket, _bus_, busshuttle, shuttle, werksbus, pendler, oepnv,
    mitfahr, fuehrerschein, fahrdienst
_daten, statistik, monitor, _zahlen_, umfrage, befragung
bewerber, bewerbung, arbeitsuchend, arbeitssuchend, quereinst, jobsuchend
inklusi, behinder
_gruend, existenzgruend, startup, start_up
"""
# What says nothing about a topic.
FILLERS = """
am an auf aus bei beim bis das dem den der des die durch ein eine einem einen einer eines fuer gern hat haben
ich im in ist mein meine mit nach neue neuen noch oder ohne sie sind suche biete um und unser unsere von vom vor
wir zu zum zur and for from in of on the to with
"""

LEXICON = tuple(
    tuple(piece.strip().replace("_", " ") for piece in topic.split(","))
    for topic in PIECES.replace(",\n    ", ", ").strip().splitlines()
)
SAY_NOTHING = frozenset(FILLERS.split())
