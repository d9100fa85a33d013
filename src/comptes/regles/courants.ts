/**
 * Les mots que l'on essaie en premier contre un portail français : mots de passe les plus connus,
 * prénoms, clubs, villes, suites de clavier, et les mots de notre métier. Sans accent ni majuscule ;
 * les chiffres et signes ajoutés au bout sont ôtés avant de comparer (mot-de-passe.ts).
 */
export const MOTS_DE_PASSE_COURANTS: ReadonlySet<string> = new Set(
  `
azerty azertyuiop azertyui azert qsdfgh qsdfghjklm wxcvbn azeqsd azeqsdwxc aqwzsx aqwzsxedc
qwerty qwertyuiop qwertz asdfgh asdfghjkl zxcvbn qazwsx qazwsxedc zaqxsw poiuytreza mlkjhgfdsq
abcdef abcdefgh abcdefghij abcabc aaaaaa aaaaaaaa azazaz azaz abc abcd test testtest essai bonjour
bonsoir salut coucou bienvenue merci motdepasse motdepass monmotdepasse motpasse mdp mdpmdp passe
passepasse password passw passwd pass admin administrateur administrator root user utilisateur
invite guest demo secret secrets sesame sesameouvretoi ouvretoi changeme changezmoi achanger
temporaire provisoire default defaut login connexion compte identifiant internet ordinateur windows
google facebook youtube orange wanadoo free sfr bouygues iloveyou jetaime jetaimefort jtm jtmtresfort
amour amouramour monamour moncoeur coeur cheri cherie bebe bebechou doudou doudous chouchou chouquette
loulou louloute minou minette minouche pupuce puce poupette poupee princesse prince princess reine
soleil lune etoile etoiles nuage arcenciel papillon coccinelle abeille marguerite tulipe rose violette
jasmin lavande muguet coquelicot tournesol chocolat caramel vanille fraise framboise cerise citron
banane orange abricot noisette bonbon bonbons nutella camembert fromage baguette croissant brioche
chat chats chaton chien chiens chiot lapin cheval chevaux poney dauphin dauphins tigre lion panthere
dragon licorne loup ours panda koala tortue souris oiseau aigle poisson requin singe elephant
marseille paris lyon toulouse bordeaux nantes lille strasbourg rennes nice montpellier grenoble
orleans bretagne normandie corse alsace provence france francais vivelafrance allezlesbleus
allezlom allezlo psg parissaintgermain olympique olympiquedemarseille stade football foot rugby
tennis judo danse natation velo zidane platini mbappe ronaldo messi neymar
jean marie michel pierre philippe nathalie isabelle sylvie catherine christine christophe
nicolas julien sebastien thomas alexandre maxime antoine guillaume romain camille manon
lea chloe emma jade louise alice ines lina mila anna rose juliette romane lucas hugo leo gabriel
raphael arthur louis jules adam mael nathan enzo theo mathis tom noah ethan sacha timeo
caroline celine stephanie sandrine aurelie virginie valerie veronique sophie julie marine pauline
laura sarah charlotte elodie emilie mathilde laetitia patrick daniel alain bernard
maman papa papamaman mamanpapa mamie papi papy mamy famille mafamille enfants enfant mesenfants
bebes frere soeur fils fille tonton tata anniversaire naissance mariage
ecole ecoles monecole lecole maternelle primaire cantine lacantine restaurant garderie periscolaire
centredeloisirs centre loisirs mercredi vacances creche mairie lamairie commune ville agglomeration
prefecture portail portailfamille famillesportail preau recreation maitresse maitre classe cartable
crayon cahier trousse college lycee professeur directeur directrice secretaire accueil bureau
lundi mardi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout
septembre octobre novembre decembre printemps ete automne hiver noel joyeuxnoel paques halloween
pokemon pikachu mario luigi zelda naruto sangoku goku vegeta starwars matrix batman superman
spiderman harrypotter hermione asterix obelix tintin milou gaston garfield mickey minnie disney
reinedesneiges stitch simba nemo barbie lego playmobil minecraft fortnite roblox sonic
liberte egalite fraternite libertee bonheur jolie joli beaute belle gentil gentille magique musique
guitare piano violon cinema voyage plage ocean montagne campagne maison jardin voiture moto
ferrari porsche renault peugeot citroen camion bateau avion train fusee ninja pirate samourai
tamere tonpere merde putain connard connasse salope encule nique bite couille pute
trustno letmein welcome monkey shadow master sunshine football baseball superstar hello freedom
whatever michael jordan jennifer charlie donald computer cookie flower summer winter loveme lovely
jesus marie dieu allah inchallah amen paix ange angel demon diable
doudou nounours chipie chipies crevette patate patatedouce choupette choupinou titi toto tata tutu
totototo tototata lolo lala lili lulu zouzou bibi bobo nono nana nounou ratatouille cocorico
123456 1234567 12345678 123456789 1234567890 12345 1234 111111 000000 00000000 11111111 123123
123321 654321 987654321 0987654321 121212 112233 102030 147258369 159753 666666 777777 888888
999999 555555 222222 2580 1q2w3e 1q2w3e4r 1q2w3e4r5t azerty123 1a2z3e 1a2z3e4r a1z2e3 a1z2e3r4
abc123 a123456 123abc 1234azer 123azerty 123456a 123soleil 1azerty p4ssw0rd passw0rd m0tdepasse
motdepasse1234 azertyuiop123 qwerty123 admin123 test1234 bonjour123 soleil123 loulou123
  `
    .split(/\s+/)
    .filter((mot) => mot.length > 0),
);
