"""Invented people and places of the synthetic year: common given names and surnames, put together by chance."""

from __future__ import annotations

WOMEN = (
    "Amélia Anabela Arlete Beatriz Carlota Celeste Delfina Elisa Ermelinda Fátima Felismina Graça Helena Hortência "
    "Ivone Joana Julieta Laurinda Lizete Lurdes Madalena Marcelina Olinda Palmira Regina Rosalina Saquina Telma Zaida Zubaida"
).split()
MEN = (
    "Abdul Adelino Afonso Alfredo Amade António Armando Bernardo Carlos Cristóvão Domingos Eduardo Fernando Filipe "
    "Geraldo Hilário Inácio Jaime João Lázaro Luís Manuel Momade Nélson Osvaldo Paulo Rafael Salimo Tomás Xavier"
).split()
SURNAMES = (
    "Abacar Amisse Baloi Bila Cassamo Chale Chissico Cossa Cumbe Duarte Faquir Gove Guambe Jamal Langa Mabunda "
    "Macamo Macuácua Maluleque Mandlate Manjate Massango Matusse Mondlane Muianga Mucavele Munguambe Mussa Namburete "
    "Nhantumbo Nhone Ntupila Nunes Omar Raposo Sitoe Tembe Uamusse Vasco Zandamela"
).split()
PROVINCES = ("Nampula", "Zambézia", "Maputo")
# Districts and facilities are invented; the banner says so on every page.
DISTRICTS = (
    ("Muriaze", "Naholoco", "Metuchira-Rio"), ("Lua-Nova", "Mucuna", "Ribalane"), ("Chinonanquila-Sul", "Ndlavane", "Mahubane"),
)  # fmt: skip
FACILITIES = (
    "Alto Mupuíti,Bairro Novo,Cajueiro,Campo Verde,Coqueiral,Duas Fontes,Fonte Clara,Jambirre,Lagoa Branca,Linha Férrea,"
    "Macurungo Velho,Mangal,Marrequele,Matadouro,Mercado Central,Miombo,Monte Redondo,Muaivire Norte,Mutauanha Alto,Nacuaca,"
    "Namiepe,Nipepe Rio,Palmeira,Pedra Preta,Ponte Nova,Poço Fundo,Quatro Caminhos,Rio Seco,Salina,São Bento"
).split(",")
LANGUAGES = {"Nampula": "vmw", "Zambézia": "vmw", "Maputo": "ts"}

WHAT_HAPPENED = {
    "MED": "A farmácia disse que não havia o medicamento e mandou voltar na semana seguinte.",
    "INF": "As pessoas contam que a situação dura há meses e ninguém veio reparar.",
    "EQP": "O aparelho está avariado e os utentes são mandados para o hospital distrital.",
    "PER": "A pessoa conta que foi atendida com gritos à frente dos outros.",
    "COR": "Pediram dinheiro antes de atender, num serviço que é gratuito.",
    "ACC": "O serviço não funcionou no dia marcado e ninguém avisou.",
    "RGT": "A queixa ficou sem resposta durante semanas.",
}
WHAT_WAS_DONE = {
    "dialogue_staff": "Conversa com o provedor, com calma, lendo o direito na carta.",
    "dialogue_dir": "Encontro com a direcção da unidade; ficou escrito o que vai ser feito.",
    "letter_district": "Carta entregue no SDSMAS, com cópia carimbada no processo.",
    "letter_province": "Exposição à direcção provincial, com o historial do caso.",
    "letter_national": "Exposição ao Ministério.",
}
NEXT = ("Voltar à unidade", "Telefonar ao comité", "Confirmar com o utente", "Pedir resposta por escrito")
