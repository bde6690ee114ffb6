/** Given names that are common among German-speaking people; names that are also everyday words are left out. */
export const firstNames: ReadonlySet<string> = new Set(
  `achim adelheid adrian agnes ahmet aleksandra alexander alexandra alfred ali alina amelie andrea andreas andré angela angelika anja anke anna annalena annegret
  anneliese annette annika anton antonia arne arthur astrid axel barbara bärbel bastian beate ben benjamin bernd bernhard bettina birgit björn brigitte britta bruno
  carina carmen carolin caroline carsten charlotte christa christel christian christiane christina christine christof christoph claudia clara cornelia dagmar daniel
  daniela david dennis detlef diana dieter dietmar dirk doris dominik edith elena elias elif elisabeth elke ella emil emilia emma erich erik erika ernst erwin eva
  fabian fatma felix ferdinand finn florian frauke friederike friedrich fritz gabi gabriele georg gerd gerda gerhard gertrud gisela gregor gudrun günter günther
  gustav hannah hannelore hannes hans harald hartmut hasan heike heiko heinrich heinz helena helene helga helmut henning henrik herbert hermann hilde hildegard
  holger horst hubert hüseyin ines inga inge ingeborg ingo ingrid irene iris irmgard isabel isabell isabella jakob jana janina jasmin jennifer jens jessica joachim
  jochen johann johanna johannes jonas jonathan josef josefine jörg julia julian juliane jürgen jutta kai karin karina karla karsten kathrin katharina katja katrin
  kerstin kevin kirsten klara konrad konstantin kristin kristina lara lars laura lea lena leon leonie lieselotte linda lisa lorenz lothar louis luca lucas luis luisa
  lukas lutz magdalena maik maja malte manfred manuel manuela marc marcel marco marcus margarete margit margot maria marianne marie marina mario marion markus marlene
  marlies martin martina marvin mathias matthias maximilian mehmet meike melanie mia michael michaela miriam mohamed monika moritz murat mustafa nadine nadja natalie
  natascha niklas nicole nicolas nils nina noah norbert ole olaf oliver olga ömer oskar patricia patrick paul paula peter petra philipp pia rainer ralf ramona regina
  reinhard reinhold renate rita robert robin roland rolf roman ronny rosa rosemarie rudolf ruth rüdiger sabine sabrina samuel sandra sara sarah sascha sebastian
  selina siegfried sigrid silke silvia simon simone sina sofia sonja sophia sophie stefan stefanie steffen stephan stephanie susanne svenja sven swantje sylvia
  tamara tanja tatjana theo theodor theresa thomas thorsten tilman timo tobias torben torsten udo ulrich ulrike ursula ute uwe valentin vanessa verena veronika viktor
  viktoria vincent volker volkmar walter waltraud wera werner wiebke wilfried wilhelm wilma winfried wolfgang wolfram yasemin yusuf yvonne`
    .split(/\s+/)
    .filter(Boolean),
);
