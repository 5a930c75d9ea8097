//! Ports: files, standard streams, strings and bytevectors. What they hold lives outside the heap; a port object is the
//! index of an entry, which goes when the object dies.

use crate::loader::{BROKEN_PIPE, CANNOT_WRITE, Trouble};
use crate::machine::*;
use crate::numbers::index;
use crate::sequences::{BYTES, STRINGS, range};
use crate::value::*;
use std::fs::File;
use std::io::{Read, Write};

/// Bytes of output that are kept before they are written.
const BUFFER: usize = 1 << 16;

/// What a port reads from or writes to.
pub enum Channel {
    /// Bytes, where we are, and where more come from.
    Input(Vec<u8>, usize, Option<Box<dyn Read>>),
    /// Bytes not yet written, and where they go (nowhere: a string or bytevector port).
    Output(Vec<u8>, Option<Box<dyn Write>>),
    Closed,
}

/// An entry of the machine's table of ports.
pub struct Port {
    /// The port object, which dies before its entry does.
    pub object: Value,
    /// Was it opened for text?
    pub textual: bool,
    /// Was it opened for input?
    pub is_input: bool,
    /// Where its bytes are.
    pub channel: Channel,
}

impl Drop for Port {
    fn drop(&mut self) {
        // Nobody is left to hear of an error.
        let _ = self.flush();
    }
}

impl Port {
    /// Writes out what has been kept back.
    pub fn flush(&mut self) -> std::io::Result<()> {
        if let Channel::Output(buffer, Some(sink)) = &mut self.channel {
            let written = sink.write_all(buffer).and_then(|()| sink.flush());
            buffer.clear();
            written?;
        }
        Ok(())
    }

    fn put(&mut self, content: &[u8]) -> Outcome<()> {
        let Channel::Output(buffer, sink) = &mut self.channel else { return message("the port is not open for output", &[]) };
        buffer.extend_from_slice(content);
        if sink.is_some() && buffer.len() > BUFFER { finish(self.flush()) } else { Ok(()) }
    }

    /// Makes at least `n` bytes available beyond the place of reading, unless the end comes first; how many there are.
    fn fill(&mut self, n: usize) -> Outcome<usize> {
        let Channel::Input(buffer, at, source) = &mut self.channel else { return message("the port is not open for input", &[]) };
        while buffer.len() - *at < n {
            let Some(reader) = source else { break };
            if *at > BUFFER {
                buffer.drain(..*at);
                *at = 0;
            }
            let mut chunk = [0; 4096];
            match reader.read(&mut chunk) {
                Ok(0) => break,
                Ok(k) => buffer.extend_from_slice(&chunk[..k]),
                Err(e) => return Err(Box::new(Fail::File("reading failed".to_string(), reason(&e)))),
            }
        }
        Ok(buffer.len() - *at)
    }

    fn advance(&mut self, n: usize) {
        if let Channel::Input(_, at, _) = &mut self.channel {
            *at += n;
        }
    }

    fn rest(&self) -> &[u8] {
        match &self.channel {
            Channel::Input(buffer, at, _) => &buffer[*at..],
            _ => &[],
        }
    }

    /// The next character and its length in bytes.
    fn next_char(&mut self) -> Outcome<Option<(u32, usize)>> {
        if self.fill(1)? == 0 {
            return Ok(None);
        }
        let first = self.rest()[0];
        if first < 128 {
            return Ok(Some((first as u32, 1)));
        }
        let n = match first {
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf7 => 4,
            _ => 1,
        };
        self.fill(n)?;
        let end = n.min(self.rest().len());
        match std::str::from_utf8(&self.rest()[..end]) {
            Ok(text) => Ok(text.chars().next().map(|c| (c as u32, end))),
            Err(_) => Ok(Some((0xfffd, 1))),
        }
    }
}

/// The outcome of writing. A reader that has gone away ends the program quietly.
fn finish(result: std::io::Result<()>) -> Outcome<()> {
    match result {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Err(Box::new(Fail::Exit(BROKEN_PIPE))),
        Err(e) => message(format!("writing failed: {e}"), &[]),
    }
}

impl Machine {
    /// Makes the three standard streams the current ports.
    pub fn open_standard_ports(&mut self) {
        let channels = [
            Channel::Input(Vec::new(), 0, Some(Box::new(std::io::stdin()))),
            Channel::Output(Vec::new(), Some(Box::new(std::io::stdout()))),
            Channel::Output(Vec::new(), Some(Box::new(std::io::stderr()))),
        ];
        for (i, channel) in channels.into_iter().enumerate() {
            self.current_ports[i] = self.add_port(channel, true).unwrap_or(FALSE);
        }
    }

    fn add_port(&mut self, channel: Channel, textual: bool) -> Outcome {
        self.reserve(2)?;
        let object = self.heap.object(header(Type::Port, 1), 1, TAG_OBJECT);
        let is_input = matches!(channel, Channel::Input(..));
        let port = Some(Port { object, textual, is_input, channel });
        let free = self.free_ports.pop().filter(|&i| self.ports[i].is_none());
        let i = match free.or_else(|| if self.ports.len() > 64 { self.ports.iter().position(Option::is_none) } else { None }) {
            Some(i) => {
                self.ports[i] = port;
                i
            }
            None => {
                self.ports.push(port);
                self.ports.len() - 1
            }
        };
        // SAFETY: the one word of the object just made.
        unsafe { *slot(object, 1) = i as u64 };
        Ok(object)
    }

    /// Writes out what output ports still hold. Errors: the first that cannot be; a reader that has gone away says nothing.
    pub fn flush_all(&mut self) -> Result<(), Trouble> {
        let mut outcome = Ok(());
        for port in self.ports.iter_mut().flatten() {
            if let Err(e) = port.flush() {
                let gone = e.kind() == std::io::ErrorKind::BrokenPipe;
                let text = if gone { String::new() } else { format!("stage0: writing failed: {}\n", reason(&e)) };
                outcome = outcome.and(Err(Trouble { text, code: if gone { BROKEN_PIPE } else { CANNOT_WRITE } }));
            }
        }
        outcome
    }

    fn port(&mut self, v: Value) -> Outcome<&mut Port> {
        if is_object(v, Type::Port)
            && let Some(Some(port)) = self.ports.get_mut(load(v, 1) as usize)
        {
            return Ok(port);
        }
        message("not a port", &[v])
    }

    /// The port in argument `i`, or the current one.
    fn port_argument(&mut self, a: Arguments, i: usize, current: usize) -> Outcome<&mut Port> {
        match a.get(i) {
            Some(v) => self.port(v),
            None => {
                let v = self.current_ports[current];
                self.port(v)
            }
        }
    }
}

fn open_input(m: &mut Machine, a: Arguments, textual: bool) -> Outcome {
    let name = string_text(STRINGS.argument(a, 0)?);
    match std::fs::read(&name) {
        Ok(content) => m.add_port(Channel::Input(content, 0, None), textual),
        Err(e) => Err(Box::new(Fail::File(name, reason(&e)))),
    }
}

fn open_output(m: &mut Machine, a: Arguments, textual: bool) -> Outcome {
    let name = string_text(STRINGS.argument(a, 0)?);
    match File::create(&name) {
        Ok(file) => m.add_port(Channel::Output(Vec::new(), Some(Box::new(file))), textual),
        Err(e) => Err(Box::new(Fail::File(name, reason(&e)))),
    }
}

/// Why a file cannot be used, without numbers.
pub fn reason(e: &std::io::Error) -> String {
    match e.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_string(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_string(),
        std::io::ErrorKind::IsADirectory => "is a directory".to_string(),
        _ => e.to_string().split(" (os error").next().unwrap_or("").to_lowercase(),
    }
}

fn close(m: &mut Machine, a: Arguments) -> Outcome {
    let port = m.port(a[0])?;
    let flushed = port.flush();
    port.channel = Channel::Closed;
    finish(flushed)?;
    Ok(UNSPECIFIED)
}

fn contents(m: &mut Machine, a: Arguments, text: bool) -> Outcome {
    let content = match &m.port(a[0])?.channel {
        Channel::Output(buffer, None) => buffer.clone(),
        _ => return message("not a string or bytevector port", &[a[0]]),
    };
    if text { m.make_text(&String::from_utf8_lossy(&content)) } else { m.make_bytes(&content) }
}

fn read_char(m: &mut Machine, a: Arguments, advance: bool) -> Outcome {
    let port = m.port_argument(a, 0, 0)?;
    Ok(match port.next_char()? {
        None => EOF,
        Some((c, n)) => {
            if advance {
                port.advance(n);
            }
            character(c)
        }
    })
}

fn read_byte(m: &mut Machine, a: Arguments, advance: bool) -> Outcome {
    let port = m.port_argument(a, 0, 0)?;
    if port.fill(1)? == 0 {
        return Ok(EOF);
    }
    let b = port.rest()[0];
    if advance {
        port.advance(1);
    }
    Ok(fixnum(b as i64))
}

fn read_bytes(m: &mut Machine, a: Arguments) -> Outcome {
    let k = index(a, 0)?;
    let port = m.port_argument(a, 1, 0)?;
    let n = port.fill(k)?.min(k);
    let content = port.rest()[..n].to_vec();
    port.advance(n);
    if n == 0 && k > 0 { Ok(EOF) } else { m.make_bytes(&content) }
}

fn write_string(m: &mut Machine, a: Arguments) -> Outcome {
    let s = STRINGS.argument(a, 0)?;
    let (start, end) = range(a, 2, length(s))?;
    let mut content = Vec::with_capacity(end - start);
    let mut buffer = [0; 4];
    for &c in &string_units(s)[start..end] {
        match c {
            0..128 => content.push(c as u8),
            _ => content.extend_from_slice(char::from_u32(c).unwrap_or('\u{fffd}').encode_utf8(&mut buffer).as_bytes()),
        }
    }
    m.port_argument(a, 1, 1)?.put(&content)?;
    Ok(UNSPECIFIED)
}

fn write_bytes(m: &mut Machine, a: Arguments) -> Outcome {
    let b = BYTES.argument(a, 0)?;
    let (start, end) = range(a, 2, length(b))?;
    m.port_argument(a, 1, 1)?.put(&bytes(b)[start..end])?;
    Ok(UNSPECIFIED)
}

fn flush(m: &mut Machine, a: Arguments) -> Outcome {
    let result = m.port_argument(a, 0, 1)?.flush();
    finish(result)?;
    Ok(UNSPECIFIED)
}

fn port_test(m: &mut Machine, v: Value, test: fn(&Port) -> bool) -> Outcome {
    Ok(boolean(is_object(v, Type::Port) && test(m.port(v)?)))
}

fn delete_file(a: Arguments) -> Outcome {
    let name = string_text(STRINGS.argument(a, 0)?);
    match std::fs::remove_file(&name) {
        Ok(()) => Ok(UNSPECIFIED),
        Err(e) => Err(Box::new(Fail::File(name, reason(&e)))),
    }
}

/// `(%current-port! index port)` sets a current port and returns the former.
fn current_port(m: &mut Machine, a: Arguments) -> Outcome {
    let i = index(a, 0)?.min(2);
    let former = m.current_ports[i];
    if a.count > 1 {
        m.port(a[1])?;
        m.current_ports[i] = a[1];
    }
    Ok(former)
}

/// The primitives on ports and files.
pub const PRIMITIVES: &[Primitive] = &[
    ("%current-port", 1, 2, current_port),
    ("open-input-file", 1, 1, |m, a| open_input(m, a, true)),
    ("open-binary-input-file", 1, 1, |m, a| open_input(m, a, false)),
    ("open-output-file", 1, 1, |m, a| open_output(m, a, true)),
    ("open-binary-output-file", 1, 1, |m, a| open_output(m, a, false)),
    ("open-input-string", 1, 1, |m, a| {
        let content = string_text(STRINGS.argument(a, 0)?).into_bytes();
        m.add_port(Channel::Input(content, 0, None), true)
    }),
    ("open-input-bytevector", 1, 1, |m, a| {
        let content = bytes(BYTES.argument(a, 0)?).to_vec();
        m.add_port(Channel::Input(content, 0, None), false)
    }),
    ("open-output-string", 0, 0, |m, _| m.add_port(Channel::Output(Vec::new(), None), true)),
    ("open-output-bytevector", 0, 0, |m, _| m.add_port(Channel::Output(Vec::new(), None), false)),
    ("get-output-string", 1, 1, |m, a| contents(m, a, true)),
    ("get-output-bytevector", 1, 1, |m, a| contents(m, a, false)),
    ("close-port", 1, 1, close),
    ("input-port?", 1, 1, |m, a| port_test(m, a[0], |p| p.is_input)),
    ("output-port?", 1, 1, |m, a| port_test(m, a[0], |p| !p.is_input)),
    ("textual-port?", 1, 1, |m, a| port_test(m, a[0], |p| p.textual)),
    ("binary-port?", 1, 1, |m, a| port_test(m, a[0], |p| !p.textual)),
    ("input-port-open?", 1, 1, |m, a| port_test(m, a[0], |p| matches!(p.channel, Channel::Input(..)))),
    ("output-port-open?", 1, 1, |m, a| port_test(m, a[0], |p| matches!(p.channel, Channel::Output(..)))),
    ("read-char", 0, 1, |m, a| read_char(m, a, true)),
    ("peek-char", 0, 1, |m, a| read_char(m, a, false)),
    ("read-u8", 0, 1, |m, a| read_byte(m, a, true)),
    ("peek-u8", 0, 1, |m, a| read_byte(m, a, false)),
    ("read-bytevector", 1, 2, read_bytes),
    ("write-string", 1, 4, write_string),
    ("write-bytevector", 1, 4, write_bytes),
    ("flush-output-port", 0, 1, flush),
    ("file-exists?", 1, 1, |_, a| Ok(boolean(std::path::Path::new(&string_text(STRINGS.argument(a, 0)?)).exists()))),
    ("delete-file", 1, 1, |_, a| delete_file(a)),
];
