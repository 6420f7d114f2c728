"""Words that open a sentence with a capital and are no names: what stands before a last name is then no first name. Data, in folded form."""

from __future__ import annotations

OPENERS = frozenset(
    """
    a afin ailleurs ainsi alors apres au aucun aucune aujourd aujourdhui aupres aussi autant autour autre autres aux avant avec bien car ce ceci cela celle
    celui cependant certains certaines ces cet cette ceux chaque chez comme comment concernant contre d dans de debut depuis dernier derriere des
    des desormais devant deux dimanche dixit donc dont du durant elle elles en enfin ensuite entre environ et eux face faute grace hier hors il ils
    interroge interrogee jamais je jeudi jusqu l la le les leur leurs lors lorsque lui lundi ma mais malgre mardi meme mercredi mes moins mon
    ni non nos notre nous on or ou outre par parce parmi pas pendant peu plus plusieurs pour pourquoi pourtant pres puis puisque quand quant quatre
    que quel quelle quelques qui quoi qu sa samedi sans sauf se selon ses si sinon soit son sous sur surtout tandis tant tel telle tous tout toute
    toutefois toutes trois trop un une vendredi vers via voici voila vos votre vous y
    according after also although an and any as at because before both but by during for from he her his how however i if in instead into it its
    later like many meanwhile more most my no not of on one only other our over she since so some such than that the their then there these they
    this those though through to two under until upon we were what when where which while who why with without you
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
