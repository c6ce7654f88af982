//! The help pages of the commands.

/// The page of a command.
pub(in crate::help) struct Page {
    /// One line.
    pub(in crate::help) about: &'static str,
    /// What to know beside it; may be empty.
    pub(in crate::help) more: &'static str,
    /// Examples and exit codes.
    pub(in crate::help) after: &'static str,
}

pub(super) static PAGES: &[(&str, Page)] = &[
    (
        "depara",
        Page {
            about: "Compila mapeamentos do EAI TOTVS e lê as mensagens e chaves que eles descrevem",
            more: "Um mapeamento (`.map`) diz qual rotina envia qual mensagem, o que ela contém e como as chaves de um sistema se tornam as do outro. \
                `new` e `import` criam mapeamentos; `check`, `fmt`, `gen`, `list` e `examples` tratam deles; `decode`, `encode`, `transcode`, `rows` e `key` tratam de mensagens e \
                chaves, com os mapeamentos que acompanham o depara.",
            after: "\
Exemplos:
  depara check maps                       está tudo certo na pasta?
  depara decode mensagem.xml              o que diz esta mensagem?
  depara rows resposta.xml                quais linhas de De-Para esta resposta comprova?
  depara key parse SA6.A6_COD '01|02AM0001|001|0455|012453'
  depara explain DP0214                   o que significa este problema?

Códigos de saída: 0 está tudo certo; 1 a entrada tem erros, ou difere; 2 a chamada está errada.",
        },
    ),
    (
        "depara check",
        Page {
            about: "Verifica mapeamentos: nomes, chaves, exemplos, sentidos, fontes",
            more: "Cada problema aparece com o lugar, o motivo e, quando há, a edição que o resolve. Pastas são lidas com as pastas dentro delas e compiladas \
                juntas. Um arquivo é verificado com os outros da sua pasta, cujos problemas não aparecem.",
            after: "\
Exemplos:
  depara check maps                       todos os arquivos .map de uma pasta
  depara check maps/bank.map              um arquivo; o restante da pasta é conhecido
  depara check --format json maps         para editores e pipelines
  depara check --release maps             antes de uma entrega: nada pode estar pendente
  depara check --environment env.toml maps
                                          esta instalação compartilha as tabelas como eles precisam?

Códigos de saída: 0 nenhum erro; 1 há erros; 2 um caminho não existe.",
        },
    ),
    (
        "depara fmt",
        Page {
            about: "Formata mapeamentos: uma forma só para todos os arquivos",
            more: "As colunas são alinhadas e os comentários ficam onde estão. Um arquivo só é gravado quando o texto muda. O que não se consegue ler fica como \
                está; os problemas são exibidos.",
            after: "\
Exemplos:
  depara fmt maps                         todos os arquivos .map de uma pasta
  depara fmt --check maps                 só diz quais arquivos mudariam
  depara fmt - < bank.map                 da entrada padrão para a saída padrão

Códigos de saída: 0 está tudo certo; 1 um arquivo mudaria (--check) ou não se consegue ler; 2 um caminho não existe.",
        },
    ),
    (
        "depara gen",
        Page {
            about: "Gera o código Rust de mapeamentos, para quem guarda o código gerado no repositório",
            more: "Em um build.rs, `depara_build::compile` faz o mesmo. Só são gravados os arquivos cujo texto muda.",
            after: "\
Exemplos:
  depara gen maps --out src/maps
  depara gen --check maps --out src/maps  no pipeline: o código guardado está em dia?

Códigos de saída: 0 está tudo certo; 1 os mapeamentos têm erros, ou o código difere (--check); 2 o caminho não existe.",
        },
    ),
    (
        "depara new",
        Page {
            about: "Começa um adapter: um mapeamento com a mensagem, e o restante a preencher",
            more: "O mapeamento traz a mensagem com todos os seus elementos, do esquema oficial, e um bloco de adapter em que o que o esquema não diz está `pending`, na ordem em que se \
                preenche. Ele compila como está; `depara check` lista o que está pendente, e `depara check --release` o recusa.",
            after: "\
Exemplos:
  depara new Bank --message Bank --schema Bank_2_001.xsd --out maps
  depara new Bank --message bank --schema xsd/events/Bank_2_001.xsd --include xsd/types
  depara new Warehouse --message Warehouse --schema json/Warehouse_1_002.json --force

Os arquivos que o esquema inclui são procurados onde ele diz, ao lado dele e, pelo nome, nas pastas de --include. Os elementos \
de um tipo que não for encontrado ficam sem tipo e pendentes.

Códigos de saída: 0 o mapeamento foi gravado; 1 o esquema não pôde ser lido, ou só em parte; 2 a chamada está errada, ou o mapeamento já existe.",
        },
    ),
    (
        "depara import",
        Page {
            about: "Importa esquemas oficiais XSD e JSON como mapeamentos",
            more: "Cada versão de mensagem vira um mapa; cada arquivo de tipos compartilhados, outro, na pasta `types`. O que não pode ser levado, o \
                que é suposição e o que os esquemas contradizem está no relatório. Informe os esquemas junto com os arquivos que eles incluem.",
            after: "\
Exemplos:
  depara import schemas --out maps                          todos os arquivos .xsd e .json de uma pasta
  depara import Bank_2_001.xsd types --out maps             uma mensagem, com os tipos que ela inclui
  depara import schemas --out maps --report import.txt      o relatório em um arquivo
  depara import schemas --out maps --report r.json --format json

O relatório diz, com arquivo e linha: perda, o que não está em nenhum mapeamento porque o arquivo está danificado; dano, o que foi \
entendido mesmo assim; lacuna, uma referência ao que não existe, cujos elementos ficam sem tipo e pendentes; omitido, o que não tem lugar \
em um mapeamento; suposição e contradição. O relatório para pessoas conta os três últimos pelo que dizem, com os primeiros de cada \
classe; --pedantic e a forma JSON trazem todos.

Códigos de saída: 0 cada arquivo deu um mapeamento, pertence a outro ou nada tem a importar; 1 algo se perdeu; 2 um caminho não existe.",
        },
    ),
    (
        "depara explain",
        Page {
            about: "Explica um código: o que significa, um exemplo errado e um certo, por que importa",
            more: "Sem um código, lista todos com os títulos.",
            after: "\
Exemplos:
  depara explain DP0214
  depara explain 214                      o mesmo
  depara explain                          todos os códigos

Códigos de saída: 0 está tudo certo; 2 o código não existe.",
        },
    ),
    (
        "depara list",
        Page {
            about: "Lista os adapters de mapeamentos, uma linha por rotina",
            more: "A ordem é a das rotinas da integração, como na tabela de adapters do manual.",
            after: "\
Exemplos:
  depara list maps                        para pessoas
  depara list --format tsv maps           para programas
  depara list --profile Eai2 maps         como no EAI 2.0, com entrega, dono, bloqueios e parâmetros
  depara list --format md maps            para uma página de documentação

Códigos de saída: 0 está tudo certo; 1 os mapeamentos têm erros, que são exibidos; 2 o caminho não existe.",
        },
    ),
    (
        "depara examples",
        Page {
            about: "Exibe as linhas de De-Para que os exemplos dos mapeamentos comprovam",
            more: "Um exemplo que não corresponde às suas chaves é um erro do mapeamento: o que aparece aqui está comprovado.",
            after: "\
Exemplos:
  depara examples maps
  depara examples --format json maps

Códigos de saída: 0 está tudo certo; 1 os mapeamentos têm erros, que são exibidos; 2 o caminho não existe.",
        },
    ),
    (
        "depara plan",
        Page {
            about: "Exibe a ordem da carga inicial: cada mensagem depois daquelas a que se refere",
            more: "O que é preenchido depois, como o mapeamento diz com `refers MENSAGEM later`, não define ordem e tem uma coluna própria: esses registros são enviados de novo quando os outros já existem.",
            after: "\
Exemplos:
  depara plan maps                        todas as mensagens
  depara plan ORDER maps                  uma mensagem, e o que precisa ser carregado antes dela
  depara plan --format json maps          para programas

Códigos de saída: 0 está tudo certo; 1 os mapeamentos têm erros, que são exibidos; 2 o caminho ou a mensagem não existe.",
        },
    ),
    (
        "depara graph",
        Page {
            about: "Exibe qual mensagem se refere a qual, para o Graphviz ou para programas",
            more: "Uma seta vai da mensagem que traz a referência para a que precisa existir antes dela, com os elementos que dizem isso. É tracejada quando todos eles são preenchidos depois.",
            after: "\
Exemplos:
  depara graph maps | dot -Tsvg > referencias.svg
  depara graph --format json maps

Códigos de saída: 0 está tudo certo; 1 os mapeamentos têm erros, que são exibidos; 2 o caminho não existe.",
        },
    ),
    (
        "depara what-if",
        Page {
            about: "Diz quais chaves mudam quando o compartilhamento de tabelas muda",
            more: "Cada chave que traz a filial de uma tabela alterada aparece como é e como ficaria. Com uma exportação de linhas de De-Para, são contadas as \
                linhas que não bateriam mais com nenhuma chave: as da tabela XXF, com as colunas XXF_ALIAS, XXF_FIELD e XXF_INTVAL, ou as que `rows` e \
                `examples` exibem, com rm_table e external_value; separadas por tabulações, ponto e vírgula ou vírgulas, em qualquer ordem, entre outras.",
            after: "\
Exemplos:
  depara what-if SA1=exclusive --environment env.toml
  depara what-if SA1=EEC SE1=EEC --environment env.toml --maps maps
  depara what-if SA1=exclusive --environment env.toml --rows xxf.csv

Códigos de saída: 0 está tudo certo; 1 não se consegue ler um arquivo; 2 uma tabela ou um modo não existe.",
        },
    ),
    (
        "depara decode",
        Page {
            about: "Lê uma mensagem e exibe o envelope e o conteúdo em JSON",
            more: "XML em UTF-8 ou Windows-1252, dentro de um envelope SOAP ou não, ou a forma JSON da mensagem. O relatório diz o que se notou na leitura: \
                elementos desconhecidos, outras grafias, o que falta no esquema.",
            after: "\
Exemplos:
  depara decode mensagem.xml
  depara decode - < mensagem.xml
  depara decode --envelope mensagem.xml   qualquer mensagem, com o conteúdo como veio

Códigos de saída: 0 está tudo certo; 1 não se consegue ler a mensagem, ou ela não está nos mapeamentos; 2 o arquivo não existe.",
        },
    ),
    (
        "depara encode",
        Page {
            about: "Grava como XML o JSON que `decode` exibe",
            more: "",
            after: "\
Exemplos:
  depara encode mensagem.json
  depara decode mensagem.xml | depara encode -

Códigos de saída: 0 está tudo certo; 1 o JSON não é uma mensagem; 2 o arquivo não existe.",
        },
    ),
    (
        "depara transcode",
        Page {
            about: "Lê mensagens e as grava de novo, cada uma com o mesmo nome de arquivo",
            more: "Uma mensagem que não se consegue ler não interrompe as outras. O que se nota na leitura vai para a saída de erros, uma linha por observação.",
            after: "\
Exemplos:
  depara transcode --out limpas recebidas/*.xml

Códigos de saída: 0 está tudo certo; 1 uma mensagem não pôde ser lida ou gravada.",
        },
    ),
    (
        "depara rows",
        Page {
            about: "Exibe as linhas de De-Para que uma resposta comprova",
            more: "Só uma resposta com status OK comprova linhas. A qual tabela um par de chaves pertence decide-se pela forma das chaves e, quando várias \
                servem, pelo nome que a resposta dá; um par que continua sem decisão é exibido com o motivo, nunca adivinhado.",
            after: "\
Exemplos:
  depara rows resposta.xml
  depara rows --layout 1021 --format json resposta.xml
  depara rows import rm.csv --store depara.db --dry-run
  depara rows export --store depara.db --transaction CUSTOMERVENDOR

Códigos de saída: 0 está tudo certo; 1 um par ficou sem decisão, ou não se consegue ler a resposta; 2 o arquivo não existe.",
        },
    ),
    ("depara key", Page { about: "Separa e monta chaves", more: "", after: "" }),
    (
        "depara key parse",
        Page {
            about: "Separa uma chave e dá nome a cada parte",
            more: "",
            after: "\
Exemplos:
  depara key parse SA6.A6_COD '01|02AM0001|001|0455|012453'
  depara key parse FConta '2|001|0455 |012453'

Códigos de saída: 0 está tudo certo; 1 o texto não é uma chave dessas; 2 a chave não existe.",
        },
    ),
    (
        "depara key build",
        Page {
            about: "Monta uma chave a partir dos seus valores",
            more: "Com um ambiente, o grupo de empresas e a filial vêm dele: o compartilhamento da tabela decide o que fica da filial.",
            after: "\
Exemplos:
  depara key build SA6.A6_COD --environment env.toml --branch 02AM0001 \\
      A6_COD=001 A6_AGENCIA=0455 A6_NUMCON=012453
  depara key build SA6.A6_COD company=01 branch=02AM0001 A6_COD=001 A6_AGENCIA=0455

Códigos de saída: 0 está tudo certo; 1 um valor não cabe; 2 a chave ou uma parte não existe.",
        },
    ),
    (
        "depara load",
        Page {
            about: "Carrega linhas de De-Para e registros: grava as mensagens de uma carga, lê o que foi respondido, envia todos os registros",
            more: "",
            after: "",
        },
    ),
    (
        "depara load build",
        Page {
            about: "Grava as mensagens que carregam no De-Para do Protheus uma lista de pares",
            more: "A primeira linha da lista dá nome às colunas: entity (ou rm_table), rm_value e mask; no lugar da máscara, a chave em external_value ou os \
                campos da máscara, como A1_COD e A1_LOJA. Servem também as colunas que `rows` e `examples` exibem, separadas por tabulações, ponto e vírgula \
                ou vírgulas. As entidades seguem a ordem da carga inicial. Um par errado, repetido ou contraditório é exibido com a sua linha, e nada é gravado.",
            after: "\
Exemplos:
  depara load build pares.csv --execution 17 > carga.xml
  depara load build pares.csv --execution 17 --company 2 --branch 1 --limit 1000 --out cargas
  depara load build pares.csv --execution 17 --partial --json

Códigos de saída: 0 está tudo certo; 1 um par tem um problema, ou não se consegue ler a lista; 2 a chamada está errada.",
        },
    ),
    (
        "depara load read",
        Page {
            about: "Diz o que a resposta a uma carga fez de cada par",
            more: "Cada par enviado foi gravado, recusado ou ficou sem resposta. Uma chave que não tem a forma da entidade, ou é de outro registro, e uma linha \
                da resposta que não pertence a nenhum par são exibidas com o lugar. Um texto ao lado de um par gravado diz que o registro já estava no \
                De-Para; a rotina não diz com qual valor do RM.",
            after: "\
Exemplos:
  depara load read resposta.xml --request carga.xml
  depara load read respostas/*.xml --request cargas/load-001.xml --request cargas/load-002.xml
  depara load read resposta.xml --request carga.xml --rows eai2 --format csv

Códigos de saída: 0 todo par foi gravado; 1 um par não foi, ou não se consegue ler uma mensagem; 2 a chamada está errada.",
        },
    ),
    (
        "depara rows import",
        Page {
            about: "Leva linhas de listas para um banco",
            more: "Uma lista tem colunas nomeadas: as das telas de De-Para do RM (pacote 1021 ou EAI 2.0), as de `rows` e `examples`, ou as da tabela XXF; ou é \
                o JSON do configurador do Protheus. Os pares são incluídos; o que a lista não nomeia fica como está, e uma chave que tem outro par o mantém, a \
                menos que haja --replace. Cada linha recusada aparece com o lugar e o motivo, e as outras entram, algumas centenas por transação. Repetida, a \
                importação não altera nada.",
            after: "\
Exemplos:
  depara rows import rm.csv --store depara.db --dry-run
  depara rows import rm.csv xxf.csv --store depara.db
  depara rows import depara.json --store postgres://depara@127.0.0.1/base --replace --format json

Códigos de saída: 0 toda linha entrou; 1 uma não entrou, ou não se consegue ler um arquivo ou o banco; 2 a chamada está errada.",
        },
    ),
    (
        "depara rows export",
        Page {
            about: "Exibe as linhas de um banco",
            more: "As colunas que o `depara` grava (com alias e campo), as das telas de De-Para do EAI 2.0 ou do pacote 1021, ou o JSON do configurador do Protheus \
                (`listadepara`). `rows import` lê todas elas.",
            after: "\
Exemplos:
  depara rows export --store depara.db > linhas.csv
  depara rows export --store depara.db --transaction CUSTOMERVENDOR --layout eai2
  depara rows export --store depara.db --format json > depara.json

Códigos de saída: 0 está tudo certo; 1 não se consegue ler o banco; 2 a chamada está errada.",
        },
    ),
    (
        "depara load send",
        Page {
            about: "Envia a um sistema todas as mensagens de uma pasta ou de uma consulta, na ordem da carga inicial",
            more: "Cada mensagem é lida antes: o que não pode ser enviado é exibido, com o motivo. Uma mensagem vai quando aquelas a que se refere já terminaram \
                (`depara plan` exibe a ordem). Uma carga interrompida é simplesmente executada de novo: o que já está na fila não é enviado duas vezes, e o que falhou é tentado mais uma vez.",
            after: "\
Exemplos:
  depara load send registros --to PROTHEUS --config depara.toml
  depara load send registros --to PROTHEUS --config depara.toml --dry-run
  depara load send --query \"SELECT document FROM export ORDER BY id\" --to RM --config depara.toml --a-second 20

Códigos de saída: 0 tudo foi processado; 1 algo não foi, ou não pôde ser enviado; 2 a chamada está errada.",
        },
    ),
    (
        "depara serve",
        Page {
            about: "Atende o Protheus e o RM: recebe as mensagens, guarda, repassa e responde",
            more: "A configuração diz onde ficam as mensagens e o De-Para, onde o gateway escuta e quem são os dois sistemas; `configure` grava uma, e `doctor` a \
                confere. O que uma opção diz vale mais que a variável de ambiente, e esta mais que o arquivo. SIGTERM e Ctrl-C o fazem parar: o que está em \
                andamento é terminado antes.",
            after: "\
Exemplos:
  depara serve --config depara.toml
  depara serve --config depara.toml --check
                                          a configuração está certa?
  depara serve --config depara.toml --listen 127.0.0.1:9080 --log debug

Códigos de saída: 0 mandaram que parasse; 1 a configuração está errada, ou não é possível iniciar; 2 a chamada está errada.",
        },
    ),
    (
        "depara configure",
        Page {
            about: "Grava uma configuração do gateway, ou altera uma",
            more: "Em um terminal e sem configurações na chamada, pergunta; uma resposta vazia mantém o que está lá. Comentários e tudo de que não se fala ficam como \
                estão, e repetir as mesmas respostas não altera nada. Uma configuração que não cabe é recusada, e nada é gravado. Senhas nunca ficam na \
                configuração: vêm de variáveis, ou de arquivos que o comando grava só para o seu dono.",
            after: "\
Exemplos:
  depara configure                        pergunta, e grava depara.toml
  depara configure --set store.address=depara.db --set listen.address=127.0.0.1:8080
  depara configure --set peers.RM.product=RM --set peers.RM.url=http://rm.exemplo:8051/wsEAI/IwsEAI
  depara configure --set 'peers.RM.callers={ user = \"rm\", password = { env = \"SENHA_DO_RM\" } }'
  depara configure --secret-file peers.RM.credentials.password=segredos/rm < senha.txt
  depara configure --set monitor.users.maria.role=operate --secret-file monitor.users.maria.password=segredos/maria
  depara configure --hash-password < senha.txt

Códigos de saída: 0 a configuração está completa; 1 falta ou está errado algo nela; 2 a chamada está errada.",
        },
    ),
    (
        "depara doctor",
        Page {
            about: "Diz o que não está em ordem em uma instalação e o que fazer",
            more: "Com --config: a configuração do gateway, o banco, cada parceiro (nome, conexão, TLS, credenciais, os nomes do WSDL, relógio), o compartilhamento das \
                tabelas e o que pessoas precisam configurar. Nada é alterado.",
            after: "\
Exemplos:
  depara doctor --config depara.toml
  depara doctor --config depara.toml --offline
                                          sem perguntar nada ao banco e aos parceiros
  depara doctor --config depara.toml --format json
  depara doctor rows --left rm.csv --right xxf.csv

Códigos de saída: 0 nada impede as mensagens; 1 algo as impede; 2 a chamada está errada.",
        },
    ),
    (
        "depara doctor rows",
        Page {
            about: "Compara o De-Para do RM com o do Protheus: órfãos, duplicados, quase iguais",
            more: "Os dois arquivos são listas com colunas nomeadas, ou o JSON do configurador do Protheus: o que as telas de De-Para do RM mostram (pacote 1021 ou \
                EAI 2.0), o que `rows` e `examples` exibem, ou a tabela XXF com XXF_ALIAS, XXF_FIELD, XXF_EXTVAL e XXF_INTVAL; em UTF-8 ou Windows-1252, \
                entre tabulações, ponto e vírgula ou vírgulas. Linhas quase iguais aparecem pela causa da diferença, cada uma com o lugar e o que fazer. Uma \
                linha que não se consegue ler aparece com o motivo, e as outras são comparadas. A memória guarda as linhas do arquivo da esquerda e, do da \
                direita, as que não têm par exato.",
            after: "\
Exemplos:
  depara doctor rows --left rm.csv --right xxf.csv
  depara doctor rows --left rm.csv --right xxf.csv --environment ambiente.toml --load carga.xml
  depara doctor rows --left rm.csv --right depara.json --format json

Códigos de saída: 0 os dois lados têm os mesmos pares; 1 algo não está em ordem, ou não se consegue ler um arquivo; 2 a chamada está errada.",
        },
    ),
    (
        "depara convert",
        Page {
            about: "Converte linhas de De-Para, parâmetros e adapters registrados do pacote 1021 para o EAI 2.0",
            more: "Uma pasta contém o que se exportou da instalação: listas de linhas de De-Para com as colunas do pacote 1021, parâmetros (colunas nome e valor, ou um \
                objeto JSON), adapters registrados (colunas da tabela XX4, ou PacoteEai em JSON), em quantos arquivos for, reconhecidos pelo conteúdo. Eles são \
                convertidos onde estão; o que eram vai para a pasta `before`, de onde --undo o traz de volta até que haja --confirm. O que não se consegue \
                converter fica e aparece com a linha. Repetida, a conversão não altera nada. --activate é recusado enquanto uma mensagem registrada não tiver \
                adapter no EAI 2.0.",
            after: "\
Exemplos:
  depara convert base --dry-run
  depara convert base --application PROTHEUS_PRD
  depara convert base --activate
  depara convert base --undo

Códigos de saída: 0 está tudo convertido; 1 algo não está, ou um passo é recusado; 2 a chamada está errada.",
        },
    ),
    (
        "depara completions",
        Page {
            about: "Exibe o que um interpretador de comandos precisa para completar a linha de comando",
            more: "",
            after: "\
Exemplos:
  depara completions bash > ~/.local/share/bash-completion/completions/depara
  depara completions zsh > ~/.zfunc/_depara
  depara completions fish > ~/.config/fish/completions/depara.fish",
        },
    ),
];
