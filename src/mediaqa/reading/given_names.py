"""Common given names, English, Russian and others met in the press.

Not a list of who may have a name: it only decides between a name and a short heading ("Anna Fink", "Trade Talks").
"""

from mediaqa.reading.wording import word_set

GIVEN_NAMES = word_set(
    """
    aaron abdul adam adrian ahmed alan albert alejandro aleksandr aleksei aleksey alex alexander alexandra
    alexei alexey alice alina ali amanda amy ana anastasia anatoly andre andrea andrei andrew andrey andriy
    angela anna anne anthony anton antonio anya arkady arthur artem barbara ben benjamin bernard boris brian
    bruce carl carla carlos carol catherine charles charlotte chris christian christina christine christopher
    claire claudia dan daniel daria david deborah denis diana dmitri dmitriy dmitry donald dorothy edward
    ekaterina elena eleanor elizabeth ellen emily emma eric erik eugene eva evgeny fatima fedor felix fiona
    frances francis frank fyodor galina gennady george georgy gerald gleb grace greg gregory grigory hanna
    hannah hans harry hassan heather helen henry howard hugo ian igor ilya inna ioana irina isabel ivan jack
    jacob jacques james jan jane janet jason jean jeffrey jennifer jens jessica jim joan joanna john jonathan
    jorge jose joseph joshua juan judith julia julian julie karen karl kate katherine kathleen katya keith ken
    kenneth kevin kim kirill konstantin kristina larisa larry laura lauren leonid lev lidia linda lisa louis
    louise lucas lucy ludmila luis luke lyudmila maksim marc margaret maria marie marina mark marko marta martha
    martin mary matthew max maxim maya megan mehmet michael michel michelle miguel mikhail mohamed mohammed
    nadia nancy natalia natalya natasha nathan nicholas nicole nikita nikolai nikolay nina oksana oleg olena
    olga oliver omar oscar pamela patricia patrick paul pavel pedro peter petr philip pierre polina pyotr rachel
    ralph raymond rebecca richard robert roger roman ronald rose ross roxana ruslan ruth ryan sam samuel sandra
    sara sarah scott sean semyon sergei sergey sergiy sharon simon sofia sonia sophie stanislav stefan stephanie
    stephen steven stuart susan svetlana tamara taras tatiana tatyana teresa thomas tim timothy tom tony vadim
    valentin valentina valery vasily vera veronica victor victoria viktor viktoria vitaly vlad vladimir
    vladislav volodymyr vyacheslav walter wendy william yana yaroslav yegor yekaterina yelena yevgeni yevgeny
    yulia yuri yuriy yury yusuf zoe zoya александр александра алексей алексия алёна алина алла анастасия
    анатолий андрей анна антон аркадий арсений артём артем борис вадим валентин валентина валерий валерия
    василий вера вероника виктор виктория виталий владимир владислав вячеслав галина геннадий георгий глеб
    григорий дарья денис дмитрий евгений евгения егор екатерина елена елизавета жанна зинаида зоя иван игорь
    илья инна ирина кирилл константин ксения лариса лев леонид лидия любовь людмила максим маргарита марина
    мария марк михаил надежда наталия наталья никита николай нина оксана олег ольга павел пётр петр полина раиса
    роман руслан светлана семён семен сергей софия станислав степан тамара тарас татьяна тимофей фёдор федор
    эдуард элла юлия юрий яков яна ярослав
    """
)
