"""Given names whose owner's gender is not in doubt, short forms included; names of both are kept apart.

The lists hold common knowledge, not a register: a name that is missing merely leaves a guess unmade.
"""

_MALE_TEXT = """
александр алексей анатолий андрей антон аркадий арсений артем артемий артур афанасий богдан борис вадим валентин
валерий василий вениамин виктор виталий владимир владислав всеволод вячеслав гавриил геннадий георгий герман глеб
григорий давид даниил данила данил демид демьян денис дмитрий евгений егор ефим захар иван игнат игорь илья
иннокентий иосиф кирилл константин кузьма лев леонид лука макар максим марат марк матвей мирон михаил никита николай
олег осип павел петр платон прохор ратмир роберт родион роман ростислав руслан рустам савва савелий святослав семен
сергей спартак станислав степан тарас тимофей тимур трофим федор феликс филипп фома эдуард эльдар эмиль эрик юлиан
юрий яков ян ярослав азат айдар айрат алан али алмаз амир арман армен ахмед ашот бахтиер булат вазген гейдар гурген
дамир ерлан заур ибрагим ильдар ильнур ильяс камиль карен магомед мурад мурат наиль нурлан остап радик рамиль расул
рафаэль рашид ренат ринат рифат руфат султан фарид хасан шамиль эмин юсуф тигран вахтанг саня миша коля ваня петя
витя дима митя леша алеша юра гриша гена толя федя паша костя володя вова боря сережа alexander alexey andrew
anthony arthur benjamin brian charles christopher daniel david dmitry donald edward eric frank gary george gregory
harry henry igor ivan jack jacob james jason jeffrey john jonathan joseph joshua keith kenneth kevin larry mark
matthew michael mikhail nicholas oleg patrick paul peter philip raymond richard robert ronald ryan scott sergey
simon stephen steven thomas timothy victor vladimir walter william hans jurgen klaus wolfgang jean pierre carlos
jose juan luigi marco giovanni ludwig otto peter
"""
MALE = frozenset(_MALE_TEXT.split())
_FEMALE_TEXT = """
агата агния аделина аида алевтина александра алена алина алиса алла альбина анастасия ангелина анжела анжелика анна
антонина анфиса арина ася валентина валерия варвара василиса вера вероника виктория виолетта галина дарья диана дина
ева евгения екатерина елена елизавета жанна зинаида зоя инга инесса инна ирина ия камилла карина каролина кира
клавдия клара кристина ксения лада лариса лидия лилия любовь людмила маргарита марина мария марьяна майя милана
мирослава надежда наталья наталия нелли нина нонна оксана олеся ольга пелагея полина раиса регина рената римма роза
розалия сабина светлана серафима снежана софия софья стефания таисия тамара татьяна ульяна фаина феодосия эвелина
элеонора элина эльвира эмилия эмма юлиана юлия яна ярослава айгуль айжан алсу амина асель ануш гульнара гузель
гюльнара динара дина зарема зульфия ильмира ляйсан лейла лиана мадина назгуль нурия патимат рамиля резеда розалина
рузанна сания фатима фарида чулпан шахло эльмира аня таня катя лена оля маша ира наташа света галя люда люба юля
настя даша лиза надя вика ксюша соня зина нюра аленушка alice amanda amy andrea angela anna ann anne barbara betty
carol catherine christine cynthia deborah diana donna dorothy elena elizabeth emily emma gina helen irina jane janet
jennifer jessica joan joyce judith julia karen kate katherine kelly laura linda lisa margaret maria martha mary
mary-ann melissa michelle nancy natalia nicole olga pamela patricia rachel rebecca ruth sandra sarah sharon sophia
stephanie susan svetlana tatiana teresa virginia claire ingrid heike monika sabine giulia francesca lucia carmen
"""
FEMALE = frozenset(_FEMALE_TEXT.split())
_EITHER_TEXT = "саша женя валя слава шура никола ким robin taylor jordan morgan casey alex chris pat sam"
EITHER = frozenset(_EITHER_TEXT.split())
KNOWN = MALE | FEMALE | EITHER - {"ким"}
