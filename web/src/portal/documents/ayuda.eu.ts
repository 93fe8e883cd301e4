import type { LegalDocument } from './document';

export default {
  title: 'Laguntza',
  version: '1.2',
  date: '2026-11-30',
  sections: [
    {
      heading: 'Gorabehera bat irekitzea',
      paragraphs: [
        'Sakatu «Ireki gorabehera bat» eta erantzun galdera bati orri bakoitzean. Ez duzu konturik behar: nahikoa da erantzuna bidaltzeko helbide elektroniko bat.',
        'Idazten duzuna zure gailuan gordetzen da bidali arte. Konexioa eteten bada, ez duzu ezer galtzen: sakatu berriro «Bidali gorabehera» eta behin bakarrik bidaliko da. Zurea ez den ordenagailu batean, sakatu «Ez gorde gailu honetan».',
        'Gehienez 10 argazki edo PDF gehi ditzakezu. Zure gailutik irten baino lehen, argazkiak txikitu egiten dira eta non egin ziren ezabatzen zaie.'
      ],
      links: [{ label: 'Ireki gorabehera bat', href: '/abrir/pedido' }]
    },
    {
      heading: 'Gakoa eta ziurtagiria',
      paragraphs: [
        'Bidaltzean, 12 letra eta zenbakiko gako bat ematen dizugu, eta ziurtagiri sinatu bat, edukiarekin, datarekin eta orduarekin. Ziurtagiriak froga gisa balio du, eta edonork egiazta dezake benetakoa dela: deskargatu zenuen PDFarekin, inprimatuta daraman QR kodearekin edo .json fitxategiarekin.'
      ],
      links: [{ label: 'Egiaztatu ziurtagiri bat', href: '/verificar' }]
    },
    {
      heading: 'Gorabeherari jarraitzea',
      paragraphs: [
        'Gakoarekin egoera ikusten duzu. Elkarrizketa irakurtzeko eta erantzuteko, sartu zure kontuan edo eskatu esteka bat gakoarekin eta zure helbide elektronikoarekin edo eskaera-zenbakiarekin. Gorabehera irekitzeko erabili zenuen helbidera iristen da, ordubete irauten du eta behin bakarrik balio du.'
      ],
      links: [{ label: 'Jarraitu gorabehera bati', href: '/seguir' }]
    },
    {
      heading: 'Zure kontuan sartzea',
      paragraphs: [
        'Helbide elektronikora bidaltzen dizugun esteka batekin, zure pasahitzarekin edo sarbide-gako batekin sar zaitezke: zure hatz-marka, aurpegia edo gailuaren PINa, ezer idatzi gabe. Sarbide-gakoak «Hobespenak» atalean gehitzen eta kentzen dira.'
      ],
      links: [{ label: 'Sartu', href: '/entrar' }]
    },
    {
      heading: 'Zer esan nahi duen egoera bakoitzak',
      paragraphs: [],
      list: [
        'Jasota eta «Aztertzen ari gara»: gure txanda da, eta noiz arte esaten dizugu.',
        'Zure erantzuna behar dugu, edo datuak falta dira: zure txanda da. Bitartean zain gaude.',
        'Garraiolariaren edo fabrikatzailearen zain: kanpoan galdetu dugu. Zuri erantzuteko epeak aurrera jarraitzen du.',
        'Proposamen bat duzu: onartu edo baztertu puntuz puntu. Hamar egunean ezer esaten ez baduzu, itxi egingo dugu, eta berriro ireki dezakezu.',
        'Konponduta edo itxita: balora gaitzakezu, eta 30 egunez berriro ireki dezakezu.'
      ]
    },
    {
      heading: 'Zenbat denbora behar dugun',
      paragraphs: [
        'Gehienez 15 egun balioduneko epean erantzuten dugu, eta 5 egunekoan gehiegi kobratu badizugu. Data zehatza zure gorabeheran eta ziurtagirian dago. Data bat igarotzeak ez du inoiz gorabehera bat ixten.'
      ]
    },
    {
      heading: 'Pertsona batekin hitz egitea',
      paragraphs: [
        'Irekita dagoen edozein gorabeheratan «Hitz egin pertsona batekin» saka dezakezu. Deitu edo idatz diezagukezu ere bai: datuak orri bakoitzaren oinean daude.'
      ]
    }
  ]
} satisfies LegalDocument;
