//! Texts of errors that are known: those of the way, of the store, of the gateway's refusals and of the EAI itself.

use super::{Explanation, portuguese, repetition, sentence};
use depara_store::queue::MessageRecord;

/// A text that is known by its beginning or by something in it, what it means, and what is to be done.
struct Known {
    /// What the text has.
    has: &'static [&'static str],
    meaning: &'static str,
    next: &'static str,
}

/// Sources: `transport::DeliveryError`, the engine's sending and `engine::Refusal`; of the last ones: the texts of the EAI of Protheus and of
/// its routines.
const KNOWN: &[Known] = &[
    Known {
        has: &["não pôde ser alcançado"],
        meaning: "O endereço do sistema não responde. A mensagem não chegou.",
        next: "Verifique se o serviço está no ar e se a rede e o endereço da configuração estão certos; depois reprocesse.",
    },
    Known {
        has: &["não respondeu em", " s"],
        meaning: "O tempo de espera acabou antes da resposta: o sistema está lento ou parado.",
        next: "Reprocessar envia de novo com o mesmo UUID; o sistema reconhece a repetição.",
    },
    Known {
        has: &["Tempo esgotado: não houve resposta em"],
        meaning: "Quem enviou esperou até o limite e recebeu esta resposta; a mensagem pode ser concluída mais tarde.",
        next: "Veja a mensagem relacionada que foi enviada ao outro sistema.",
    },
    Known {
        has: &["caiu antes da resposta"],
        meaning: "O sistema recebeu a mensagem ou parte dela, e a conexão terminou.",
        next: "Reprocessar envia de novo com o mesmo UUID; o sistema reconhece a repetição.",
    },
    Known {
        has: &["não está respondendo; nova tentativa só depois de"],
        meaning: "O sistema falhou várias vezes seguidas, e o gateway espera antes de tentar de novo.",
        next: "Veja a causa em Sistemas. Quando o sistema voltar a responder, reprocesse.",
    },
    Known {
        has: &["recusou o usuário ou a senha (HTTP"],
        meaning: "O acesso do gateway foi negado. A mensagem não foi aceita.",
        next: "Corrija o usuário e a senha do sistema na configuração do gateway e reprocesse.",
    },
    Known {
        has: &["respondeu com um erro", "(HTTP"],
        meaning: "O pedido chegou, mas o serviço web não conseguiu tratá-lo.",
        next: "Veja no registro (log) do sistema o que ocorreu nesse horário; depois reprocesse.",
    },
    Known {
        has: &["respondeu não é uma "],
        meaning: "O que voltou não pôde ser lido como resposta do EAI. Não se sabe se a mensagem foi processada.",
        next: "Confira se o endereço da configuração é o do serviço EAI. Reprocessar envia de novo com o mesmo UUID.",
    },
    Known {
        has: &["não tem endereço (url) na configuração"],
        meaning: "A configuração do gateway não diz onde o sistema recebe mensagens.",
        next: "Informe o endereço (url) do sistema na configuração, reinicie o gateway e reprocesse.",
    },
    Known {
        has: &["não está mais na configuração do gateway"],
        meaning: "A mensagem é de um sistema que foi retirado da configuração.",
        next: "Devolva o sistema à configuração e reprocesse, ou coloque a mensagem de lado.",
    },
    Known {
        has: &["já foi usado por outra mensagem enviada"],
        meaning: "Duas mensagens diferentes têm o mesmo identificador; a segunda não pode ser enviada.",
        next: "Corrija o sistema de origem, que deve gerar um UUID novo para cada mensagem, e envie o cadastro de novo.",
    },
    Known {
        has: &["o De-Para não pôde ser gravado"],
        meaning: "O outro sistema processou a mensagem, mas as chaves devolvidas não combinam com o De-Para.",
        next: "Veja em De-Para as linhas destas chaves, corrija a divergência e reprocesse com o mesmo UUID.",
    },
    Known {
        has: &["A mensagem não pôde ser lida"],
        meaning: "O documento não segue o esquema da mensagem, no ponto indicado.",
        next: "Corrija o dado na origem (o texto diz qual elemento) e envie de novo. Se o dado está certo, o mapeamento precisa ser ajustado.",
    },
    Known {
        has: &["não tem UUID"],
        meaning: "Sem o UUID não é possível casar a resposta com a mensagem nem notar repetições.",
        next: "Atualize o adaptador do sistema de origem, que deve preencher MessageInformation/UUID.",
    },
    Known {
        has: &["não configurada: nenhum adapter a conhece"],
        meaning: "Nenhum adaptador desta instalação trata esta mensagem.",
        next: "Se ela deveria ser tratada, inclua o mapeamento; se não, desative o envio no sistema de origem.",
    },
    Known {
        has: &["na versão", "não configurada. Versões conhecidas"],
        meaning: "A mensagem é conhecida, mas em outra versão.",
        next: "No cadastro do adaptador do sistema de origem, escolha uma das versões conhecidas e envie de novo.",
    },
    Known {
        has: &["não está ativa nesta instalação"],
        meaning: "O adaptador existe, mas está desligado na configuração ou não faz parte do perfil da integração.",
        next: "Ligue o adaptador na configuração do gateway, se ele deve ser usado; veja em Adaptadores o que vale neste perfil.",
    },
    Known {
        has: &["não envia a mensagem"],
        meaning: "Pelo mapeamento, este sistema não é remetente desta mensagem.",
        next: "Desative o envio no sistema de origem: o cadastro é mantido no outro sistema.",
    },
    Known {
        has: &["Nenhum outro sistema desta instalação recebe a mensagem"],
        meaning: "Não há para quem repassar a mensagem.",
        next: "Verifique os sistemas da configuração e quem recebe a mensagem em Adaptadores.",
    },
    Known {
        has: &["pode ir para vários sistemas"],
        meaning: "Mais de um sistema recebe esta mensagem e a configuração não escolhe um deles.",
        next: "Na configuração do adaptador, informe o destino e reprocesse.",
    },
    Known {
        has: &["O evento", "não é tratado"],
        meaning: "O adaptador não trata esta operação.",
        next: "Faça a operação diretamente no sistema de destino, se for o caso.",
    },
    Known {
        has: &["O cadastro da mensagem", "pertence ao"],
        meaning: "O cadastro tem um dono, e só ele pode alterá-lo; o outro sistema apenas recebe.",
        next: "Faça a alteração no sistema dono do cadastro. A integração a leva para o outro.",
    },
    Known {
        has: &["Com a integração ativa", "bloquead"],
        meaning: "Esta operação é bloqueada neste sistema enquanto a integração está ativa.",
        next: "Faça a operação no outro sistema.",
    },
    Known {
        has: &["as mensagens são sempre síncronas"],
        meaning: "Neste perfil quem envia espera a resposta; a mensagem veio como assíncrona.",
        next: "No cadastro do adaptador, mude o método para síncrono e envie de novo.",
    },
    Known {
        has: &["não é de nenhuma das rotinas configuradas"],
        meaning: "O conteúdo da mensagem não permite saber qual rotina a trata (por exemplo: nem cliente nem fornecedor).",
        next: "Confira no cadastro de origem o campo que decide o tipo e envie de novo.",
    },
    Known {
        has: &["ReceivedMessage/UUID"],
        meaning: "A resposta não diz a qual mensagem pertence.",
        next: "Procure em Respostas órfãs e confira o adaptador do sistema que respondeu.",
    },
    Known {
        has: &["o processo parou antes de terminar"],
        meaning: "O gateway foi interrompido enquanto tratava a mensagem. Não se sabe até onde ela foi.",
        next: "Reprocesse: o UUID é o mesmo, e quem já tratou a mensagem reconhece a repetição.",
    },
    Known {
        has: &["tempo esgotado: a resposta não chegou"],
        meaning: "O outro sistema recebeu a mensagem, mas não respondeu no prazo. Uma resposta que chegar mais tarde ainda será aceita.",
        next: "Veja no outro sistema se a mensagem foi processada. Reprocessar envia de novo com o mesmo UUID.",
    },
    Known {
        has: &["nao configurada ou configurada incorretamente para processamento pelo EAI"],
        meaning: "No Protheus, o adaptador desta mensagem não está cadastrado ou está com versão, rotina ou sentido errados.",
        next: "No configurador do Protheus (Adapters EAI), cadastre a mensagem com a versão que o gateway envia e marque “Recebe”; depois reprocesse.",
    },
    Known {
        has: &["Conteúdo do MessageContent vazio"],
        meaning: "O Protheus não encontrou na resposta a mensagem original e por isso não gravou o De-Para.",
        next: "A resposta deve trazer ReceivedMessage/MessageContent. Reprocesse depois de ajustar quem responde.",
    },
    Known {
        has: &["O Product é obrigatório"],
        meaning: "A resposta não diz de qual produto veio, e sem isso o Protheus não grava o De-Para.",
        next: "Confira o nome do produto na configuração e reprocesse.",
    },
];

/// What a known text means. Its own words stay in the first sentence, because people search for them.
pub(super) fn of_text(text: &str) -> Option<Explanation> {
    let text = portuguese(text);
    let known = KNOWN.iter().find(|known| known.has.iter().all(|part| text.contains(part)))?;
    Some(Explanation::new(sentence(text), known.meaning, known.next))
}

/// The same for a message, of which it is known what a second time does.
pub(super) fn of_message(text: &str, record: &MessageRecord) -> Option<Explanation> {
    let mut explanation = of_text(text)?;
    let repetition = repetition(record);
    if !explanation.next.contains("UUID") && !repetition.is_empty() {
        explanation.next = format!("{} {repetition}", explanation.next);
    }
    Some(explanation)
}
