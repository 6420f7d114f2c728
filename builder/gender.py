"""Whom "Mme" and "elle" can mean: first names that are women's in the press of the day.

A noun, pure: a name in full goes in, whether it is a woman's comes out. Who is not listed may be anybody.
"""

from __future__ import annotations

from builder.folding import fold

_WOMEN = frozenset(
    """
    agnes aicha alice amal amanda amina angela angelina anna anne asma audrey aurelie bana barbara bassma beatrice bouthaina caroline carla catherine cecile celine charlotte chantal christiane
    christine chrystia claire clara claudia clementine condoleezza corinne delphine diana doris dora edith elena eleonore elisabeth elise elizabeth emilie emma emmanuelle
    estelle esther eva fadwa farah fatemah fatima fatma federica florence francoise gabrielle genevieve hala hanaa hanan hannah hanna helen helene helle hiba hillary hua huda ingrid ingy
    irina irene isabelle jacqueline jane janet jeanne jennifer jessica joanna josephine julia julie karine kate katherine krista laila laura laure layla leila lina linda louise
    lucie lyse madeleine margot maria marianne marie marine marina marta martine mary maryam maya melania melanie michele michelle mireille mona monica monique muskilda
    nadia nadine najat nancy natacha natalia nathalie navi nicole nikki nour nujin olga olivia pauline penny rana randa rania raquel reem rima rosa rose roula ruth sabine salma
    samantha samar sandra sara sarah segolene sigrid simone siobhan sofia sonia sophie souheir stephanie susan suzanne svetlana sylvie tatiana teresa theresa ursula valerie
    vanessa vera veronique victoria virginie waad yasmina yvonne zeina zeinab
    """.split()
)


def is_woman(name: str) -> bool:
    """Say whether a name in full begins with a woman's first name."""
    return fold(name.partition(" ")[0]) in _WOMEN
