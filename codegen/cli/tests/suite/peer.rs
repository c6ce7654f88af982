//! A system that takes customers by SOAP as fast as they come, and remembers which ones.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// The system; it ends with the process.
pub(crate) struct Peer {
    url: String,
    taken: Arc<Mutex<Taken>>,
}

/// What it has taken.
#[derive(Default)]
struct Taken {
    /// How often each UUID came, and how many others had come before it.
    records: BTreeMap<String, (u32, usize)>,
}

impl Peer {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let url = format!("http://{}/ws/EAISERVICE.apw", listener.local_addr().unwrap());
        let taken = Arc::new(Mutex::new(Taken::default()));
        let of_server = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let taken = Arc::clone(&of_server);
                // A connection that breaks off is the test's own doing.
                thread::spawn(move || serve(&stream, &taken));
            }
        });
        Self { url, taken }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// How many records have come; one that comes twice is one.
    pub(crate) fn records(&self) -> usize {
        self.taken.lock().unwrap().records.len()
    }

    /// Those that came more than once.
    pub(crate) fn repeated(&self) -> Vec<String> {
        let taken = self.taken.lock().unwrap();
        taken.records.iter().filter(|(_, (times, _))| *times > 1).map(|(uuid, _)| uuid.clone()).collect()
    }

    /// Whether it was one of the first records that came.
    pub(crate) fn is_among_first(&self, uuid: &str, count: usize) -> bool {
        self.taken.lock().unwrap().records.get(uuid).is_some_and(|(_, place)| *place < count)
    }
}

/// Answers the requests of a connection until it ends.
fn serve(stream: &TcpStream, taken: &Mutex<Taken>) -> Result<()> {
    stream.set_nodelay(true)?;
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    while let Some(length) = head(&mut reader)? {
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let body = String::from_utf8(body).unwrap();
        let (uuid, code) = (between(&body, "<UUID>"), between(&body, "<Code>"));
        {
            let mut taken = taken.lock().unwrap();
            let place = taken.records.len();
            taken.records.entry(uuid.to_owned()).or_insert((0, place)).0 += 1;
        }
        let answer = answer(uuid, code);
        write!(writer, "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {}\r\n\r\n{answer}", answer.len())?;
    }
    Ok(())
}

/// Reads the head of a request; how long its body is, none where there is no further request.
fn head(reader: &mut impl BufRead) -> Result<Option<usize>> {
    let mut length = None;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        let field = line.trim_end().to_ascii_lowercase();
        if field.is_empty() {
            return Ok(length);
        }
        if let Some(value) = field.strip_prefix("content-length:") {
            length = value.trim().parse().ok();
        }
        line.clear();
    }
    Ok(None)
}

/// The text of an element, the message standing in CDATA.
fn between<'b>(body: &'b str, open: &str) -> &'b str {
    body.split(open).nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default()
}

/// That the customer was taken, with its key in Protheus.
fn answer(uuid: &str, code: &str) -> String {
    let message = format!(
        "<TOTVSMessage><MessageInformation version=\"2.002\"><UUID>answer-{uuid}</UUID><Type>Response</Type><Transaction>CUSTOMERVENDOR\
         </Transaction><Product name=\"PROTHEUS\" version=\"12\"/></MessageInformation><ResponseMessage><ReceivedMessage><UUID>{uuid}</UUID>\
         <Event>upsert</Event></ReceivedMessage><ProcessingInformation><Status>OK</Status></ProcessingInformation><ReturnContent>\
         <ListOfInternalId><InternalId><Name>CustomerVendor</Name><Origin>0|{code}</Origin><Destination>01||{code}|01|C</Destination>\
         </InternalId></ListOfInternalId></ReturnContent></ResponseMessage></TOTVSMessage>"
    );
    format!(
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><receiveMessageResponse \
         xmlns=\"http://www.totvs.com\"><receiveMessageResult><![CDATA[{message}]]></receiveMessageResult></receiveMessageResponse>\
         </soap:Body></soap:Envelope>"
    )
}
