"""The words that receipts are made of: short German nouns without umlauts, friendly, known to most.

No two sound alike (each has another code of the Kölner Phonetik) and none is the beginning of another, so a receipt
can be read aloud, written down and typed again. A test holds this for whoever changes the list.
"""

_ALL = """
Acker Adler Agave Album Alge Alpaka Ampel Ananas Angel Anis Anorak Antenne Antwort Anzug Apfel Aprikose April Arche
Arktis Armband Artikel Aster Atem Atlas Aufzug Aula Aurora Avocado Axt Azur Bach Backofen Bagger Bahn Balkon Ball
Bambus Banane Band Bart Basalt Basar Bass Bauer Bauklotz Beet Belag Benzin Berg Besen Beton Biber Bild Birne Blende
Blinker Blume Bogen Bohrer Bonbon Brezel Brief Brise Brokkoli Brunnen Bucht Butter Chor Damm Dampf Dattel Daumen
Deckel Delfin Diamant Dill Dinkel Distel Dolde Dorf Dose Drachen Draht Dreieck Dromedar Duft Ebbe Ebene Echo Efeu
Eidechse Eimer Einhorn Eisberg Elefant Elfe Elster Ente Entwurf Enzian Erbse Erdbeere Erde Erdnuss Fabel Faden
Familie Farbe Farn Fasan Faser Feder Feld Fenster Fest Fichte Film Filter Finger Fink Fisch Flamingo Flug Fluss
Forelle Formel Forst Foto Frage Frucht Fuchs Galaxie Gans Garten Gast Gebirge Gepard Gerste Gesang Getreide Giebel
Ginster Gitter Glanz Glas Globus Gondel Graben Granit Haar Habicht Hain Halm Hamster Hang Hantel Harfe Hase Hecht
Heft Herberge Herbst Herz Himbeere Himmel Holunder Holz Horizont Horn Hotel Hut Igel Ikone Imbiss Imker Ingwer Insel
Jasmin Joghurt Jupiter Juwel Kaiser Kakadu Kaktus Kalb Kalender Kamel Kamera Kamin Kante Kanu Kapitel Kappe Karamell
Karpfen Kaskade Kasten Keil Keks Kelch Keller Kern Kerze Kessel Kette Kiebitz Kiefer Kies Kiosk Kissen Kiwi Klavier
Kleid Kloster Knochen Knoten Koch Kolibri Kompass Konfetti Kopf Korb Kragen Kranich Kranz Krater Kraut Kreisel
Kristall Krokus Krug Kuchen Kuckuck Kugel Kupfer Kurve Labor Lachs Lama Lampe Laterne Laub Lavendel Lawine Leiter
Lemur Leopard Lerche Libelle Licht Lied Lilie Linde Lineal Liste Lorbeer Lotse Lotus Luftpost Luke Magma Magnet
Maibaum Mais Majoran Maler Mandel Mango Marathon Marder Marimba Markt Marmor Maske Matrose Matte Meer Mehl Melone
Merkur Messer Mikado Milch Minze Mohn Molkerei Mond Monsun Motor Mulde Murmel Muschel Museum Muskat Muster Nadel
Narwal Nebel Nektar Neptun Nilpferd Notiz Obst Ofen Oktave Oktober Olympia Omelett Opal Orange Orgel Orient Orkan
Ornament Otter Ozean Palast Panorama Papagei Papaya Pappel Paprika Pastell Pedal Pegel Pelz Pendel Perle Pfad Pfahl
Pfanne Pfeffer Pfeife Pferd Pfirsich Pflaume Pinguin Pinnwand Pistazie Plakat Polster Portal Post Primel Prinz
Pudding Pumpe Punkt Pyramide Quartett Quirl Rabe Radio Rakete Ranzen Raps Rasen Raum Regal Regen Reiher Reis Ring
Rolle Roman Rondo Rosmarin Rotkohl Rubin Rucksack Ruder Saal Sack Saft Salat Salbei Salz Samen Sandale Saphir
Sardine Satellit Schatz Schere Schilf Schirm Schnabel Schnur Schrank Schwalbe Schwan Segler Sellerie Sichel Signal
Silber Sirup Smaragd Sofa Sonntag Spange Spargel Spaten Spatz Specht Spiegel Spiel Spinat Spindel Spirale Sport
Sprache Sprung Stab Stadt Stamm Steg Stern Stiefel Stift Stollen Storch Strand Strudel Stuhl Sumpf Suppe Tabelle
Tablett Tafel Takt Talent Tandem Tank Tapete Tastatur Taxi Teig Teleskop Tempel Tempo Tennis Tenor Teppich Termin
Terrasse Theater Tiger Tinte Tipi Toaster Topas Tornado Traktor Traube Tresor Trikot Trio Triumph Trommel Trompete
Tropen Tukan Tulpe Tundra Tunnel Turm Turnier Ufer Uniform Urkunde Urlaub Urwald Ventil Venus Vers Vogel Vorhang
Vorrat Vulkan Waffel Wagen Wal Wappen Weber Wecker Weg Weiler Wein Wikinger Wimpel Wind Winter Wipfel Wirbel Wolf
Wombat Wurzel Zander Zaun Zebra Zeit Zentrum Zepter Zimt Zirkus Zucker Zunge Zweig Zwiebel Zwirn Zylinder
"""
WORDS = tuple(_ALL.split())
