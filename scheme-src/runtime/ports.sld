;;; Ports: buffered input and output of bytes and of text.
;;;
;;; A port of bytes is a buffer of bytes. A textual port's buffer holds text as strings hold it, in units of 1, 2 or 4 bytes (see
;;; (runtime strings)); only output to a file is UTF-8 at once. So reading a character is one load, and a string port neither encodes nor decodes:
;;;
;;;   input    text or bytes index … limit - 1 of the buffer are still to be read; (runtime filling) fills an empty buffer from the file, if any
;;;   output   what is before the index is written but not flushed; a full buffer is flushed to the file, or grows when there is none
;;;
;;; Index and limit count bytes in both cases, `unit` says how many bytes a character is, and `mask` which bits of the four bytes at the
;;; index are its code, or, for output, which codes a unit can hold: for a file those below 128, which are their own UTF-8. Thus one
;;; instruction sequence, without a test of the unit, reads any text, and one writes any character that fits:
;;;
;;;   code = (four bytes at index) and mask;  index = index + unit        four bytes at index = code;  index = index + unit
;;;
;;; It is made where `read-char`, `peek-char` or `write-char` is called (see (runtime input) and (runtime output)): one comparison
;;; of the index with `read-limit` or `write-limit` says that the port is fit for that and has a character or room. The limit is `limit` when it
;;; is, otherwise 0. All else is done out of line. Behind the limit of every textual buffer there are three more bytes, so that
;;; four can be taken or put anywhere.
;;;
;;; The text of an output port is widened when the first character comes that its units cannot hold, as a string is by string-set!; so it always has
;;; one that needs them. The text of an input port may have wider units than it needs.
;;;
;;; `kind` is a set of bits; a port is fit for an operation when the bits of the operation are all there. Closing removes
;;; input and output. The buffer of a file is made at its first use. Standard output flushes at each line when it is a
;;; terminal, and always before standard input waits.
(define-library (runtime ports)
  (export port? input-port? output-port? textual-port? binary-port? input-port-open? output-port-open?
          close-port close-input-port close-output-port flush-output-port flush-all-ports
          current-input-port current-output-port current-error-port
          make-file-input-port make-file-output-port
          open-input-string open-output-string get-output-string
          open-input-bytevector open-output-bytevector get-output-bytevector
          %port-read-limit %port-write-limit
          %put-byte %put-bytes %put-code %put-string check-output check-input optional-output optional-input
          %port-file %port-buffer %port-index %port-limit %port-unit %port-mask set-port-index! %unit-at
          %port-chunk set-port-chunk! set-port-text! set-port-bytes! port-ended? set-port-ended! prepare-input! port-name
          textual-input binary-input textual-output binary-output
          port-folds-case? set-port-folds-case!)
  (import (primitives) (core-syntax) (runtime errors) (runtime registers) (runtime control) (runtime lists) (runtime strings)
          (runtime system))
  (begin
    (define-record-type port
      (make-port kind file buffer index limit name read-limit write-limit unit mask chunk)
      port?
      (kind port-kind)
      (file port-file)
      (buffer port-buffer)
      (index port-index)
      (limit port-limit)
      (name port-name)
      (read-limit port-read-limit)
      (write-limit port-write-limit)
      (unit port-unit)
      (mask port-mask)
      (chunk port-chunk))               ; what (runtime filling) has read of a file and not decoded yet, or #f

    ;; Fields of an object known to be a port.
    (define (%port-kind port) (%record-ref port 0))
    (define (%port-file port) (%record-ref port 1))
    (define (%port-buffer port) (%record-ref port 2))
    (define (set-port-buffer! port buffer) (%record-set! port 2 buffer))
    (define (%port-index port) (%record-ref port 3))
    (define (set-port-index! port index) (%record-set-fixnum! port 3 index))
    (define (%port-limit port) (%record-ref port 4))
    (define (%port-read-limit port) (%record-ref port 6))
    (define (%port-write-limit port) (%record-ref port 7))
    (define (%port-unit port) (%record-ref port 8))
    (define (%port-mask port) (%record-ref port 9))
    (define (%port-chunk port) (%record-ref port 10))
    (define (set-port-chunk! port chunk) (%record-set! port 10 chunk))

    (define (set-port-kind! port kind)
      (%record-set-fixnum! port 0 kind)
      (set-port-limit! port (%port-limit port)))
    (define (set-port-limit! port limit)
      (%record-set-fixnum! port 4 limit)
      (%record-set-fixnum! port 6 (if (has-all-bits? port textual-input) limit 0))
      (%record-set-fixnum! port 7 (if (and (has-all-bits? port textual-output) (not (has-bits? port lines-bit))) limit 0)))
    (define (set-port-unit! port unit)
      (%record-set-fixnum! port 8 unit)
      (%record-set-fixnum! port 9 (unit-mask unit)))

    (define (unit-mask unit) (if (%fx= unit 1) #xff (if (%fx= unit 2) #xffff #x1fffff)))

    ;; The character that begins at the index of a textual buffer, as a code.
    (define (%unit-at buffer index mask) (%fxand (%bytevector-u32-ref buffer index) mask))

    ;; What an input port has to read now.
    (define (set-port-text! port buffer index limit unit)
      (set-port-buffer! port buffer)
      (set-port-index! port index)
      (set-port-unit! port unit)
      (set-port-limit! port limit))
    (define (set-port-bytes! port buffer limit)
      (set-port-buffer! port buffer)
      (set-port-index! port 0)
      (set-port-limit! port limit))

    ;; Bits of kind.
    (define input-bit 1)
    (define output-bit 2)
    (define textual-bit 4)
    (define binary-bit 8)
    (define lines-bit 16)               ; flush after each line
    (define was-input-bit 32)           ; stay when it is closed
    (define was-output-bit 64)
    (define fold-case-bit 128)          ; the reader has met #!fold-case
    (define ended-bit 256)              ; the file's end has been met, and nobody told yet

    (define textual-input 5)            ; what an operation needs
    (define binary-input 9)
    (define textual-output 6)
    (define binary-output 10)

    (define buffer-bytes 16384)
    (define empty-bytes (%make-bytevector 0))

    (define (port-folds-case? port) (%fx= (%fxand (%port-kind port) fold-case-bit) fold-case-bit))
    (define (set-port-folds-case! port fold?)
      (set-port-bit! port fold-case-bit fold?))
    (define (port-ended? port) (%fx= (%fxand (%port-kind port) ended-bit) ended-bit))
    (define (set-port-ended! port ended?) (set-port-bit! port ended-bit ended?))
    (define (set-port-bit! port bit on?)
      (let ((kind (%fxand (%port-kind port) (%fxnot bit))))
        (set-port-kind! port (if on? (%fxior kind bit) kind))))

    ;;; Making

    ;; kind: bits. limit: of the buffer, in bytes.
    (define (make-open-port kind file buffer limit unit mask name)
      (let ((port (make-port kind file buffer 0 limit name 0 0 unit mask #f)))
        (set-port-limit! port limit)
        port))

    (define (input-kind binary?) (if binary? 41 37))
    (define (output-kind binary?) (if binary? 74 70))

    (define (make-file-input-port file binary? name)
      (make-open-port (input-kind binary?) file empty-bytes 0 1 #xff name))

    (define (make-file-output-port file binary? name)
      (let ((port (make-open-port (output-kind binary?) file empty-bytes 0 1 #x7f name)))
        (set! open-outputs (cons port open-outputs))
        port))

    ;; Files that are open for output, to be flushed at the end.
    (define open-outputs '())

    ;; The port has the text that the string has now.
    (define (open-input-string string)
      (if (not (string? string)) (wrong-type 'open-input-string 0 'string string))
      (let* ((unit (%string-unit string))
             (length (string-length string))
             (bytes (%fx* length unit))
             (buffer (%string-buffer (%make-string (%fx+ length 3) unit))))
        (%copy-bytes! buffer 0 (%string-buffer string) 0 bytes)
        (make-open-port (input-kind #f) #f buffer bytes unit (unit-mask unit) #f)))

    (define (open-input-bytevector bytes)
      (if (not (bytevector? bytes)) (wrong-type 'open-input-bytevector 0 'bytevector bytes))
      (make-open-port (input-kind #t) #f bytes (bytevector-length bytes) 1 #xff #f))

    (define (open-output-string)
      (make-open-port (output-kind #f) #f (%make-bytevector (%fx+ first-room 3)) first-room 1 #xff #f))
    (define (open-output-bytevector)
      (make-open-port (output-kind #t) #f (%make-bytevector first-room) first-room 1 #xff #f))

    (define first-room 64)

    (define (check-memory-output who port needed)
      (if (not (and (port? port) (not (%port-file port)) (has-all-bits? port needed)))
          (wrong-type who 0 'port port)))

    (define (get-output-string port)
      (check-memory-output 'get-output-string port (%fxior was-output-bit textual-bit))
      (let* ((unit (%port-unit port))
             (string (%make-string (unit-count (%port-index port) unit) unit)))
        (%copy-bytes! (%string-buffer string) 0 (%port-buffer port) 0 (%port-index port))
        string))

    (define (get-output-bytevector port)
      (check-memory-output 'get-output-bytevector port (%fxior was-output-bit binary-bit))
      (let ((bytes (%make-bytevector (%port-index port))))
        (%copy-bytes! bytes 0 (%port-buffer port) 0 (%port-index port))
        bytes))

    ;;; Kinds

    (define (has-bits? object bits)
      (and (port? object) (not (%fx= (%fxand (%port-kind object) bits) 0))))
    (define (has-all-bits? port bits) (%fx= (%fxand (%port-kind port) bits) bits))
    (define (input-port? object) (has-bits? object was-input-bit))
    (define (output-port? object) (has-bits? object was-output-bit))
    (define (textual-port? object) (has-bits? object textual-bit))
    (define (binary-port? object) (has-bits? object binary-bit))
    (define (input-port-open? port)
      (if (not (port? port)) (wrong-type 'input-port-open? 0 'port port))
      (has-bits? port input-bit))
    (define (output-port-open? port)
      (if (not (port? port)) (wrong-type 'output-port-open? 0 'port port))
      (has-bits? port output-bit))

    ;; The port for an operation that needs these bits, or a complaint. The standard ports are textual, and the report knows no way to
    ;; bytes there; so standard output takes them between its text, and standard input, before any text was read, gives them.
    (define (check-output who index port needed)
      (if (and (port? port) (or (has-all-bits? port needed) (bytes-to-standard-output? port needed)))
          port
          (wrong-type who index (if (%fx= needed textual-output) 'textual-output-port 'binary-output-port) port)))
    (define (check-input who index port needed)
      (if (and (port? port) (or (has-all-bits? port needed) (bytes-from-standard-input! port needed)))
          port
          (wrong-type who index (if (%fx= needed textual-input) 'textual-input-port 'binary-input-port) port)))

    (define (bytes-to-standard-output? port needed)
      (and (%fx= needed binary-output)
           (has-all-bits? port textual-output)
           (let ((file (%port-file port)))
             (and file (%fx>= file 1) (%fx<= file 2)))))

    ;; Makes it a binary port.
    (define (bytes-from-standard-input! port needed)
      (and (%fx= needed binary-input)
           (has-all-bits? port textual-input)
           (let ((file (%port-file port)))
             (and file (%fx= file 0)))
           (not (%port-chunk port))
           (begin
             (set-port-bit! port textual-bit #f)
             (set-port-bit! port binary-bit #t)
             #t)))

    ;; The same for an argument that may be absent.
    (define (optional-output who index port needed)
      (check-output who index (if (%default? port) (%current-output) port) needed))
    (define (optional-input who index port needed)
      (check-input who index (if (%default? port) (%current-input) port) needed))

    ;;; Closing

    (define (close-port port)
      (if (not (port? port)) (wrong-type 'close-port 0 'port port))
      (if (has-bits? port (%fxior input-bit output-bit))
          (begin
            (if (has-bits? port output-bit)
                (begin
                  (flush-port! port)
                  (set! open-outputs (remove-port port open-outputs))))
            (set-port-kind! port (%fxand (%port-kind port) (%fxnot (%fxior input-bit output-bit))))
            (if (%port-file port) (system-close (%port-file port))))))

    (define (close-input-port port)
      (if (not (input-port? port)) (wrong-type 'close-input-port 0 'input-port port))
      (close-port port))
    (define (close-output-port port)
      (if (not (output-port? port)) (wrong-type 'close-output-port 0 'output-port port))
      (close-port port))

    (define (remove-port port ports)
      (cond ((null? ports) '())
            ((eq? (%car ports) port) (%cdr ports))
            (else (cons (%car ports) (remove-port port (%cdr ports))))))

    ;;; Output

    (define (%put-byte port byte)
      (let ((index (%port-index port)))
        (if (%fx< index (%port-limit port))
            (begin
              (%bytevector-u8-set! (%port-buffer port) index byte)
              (set-port-index! port (%fx+ index 1)))
            (begin
              (make-room! port 1)
              (%put-byte port byte)))))

    ;; As many at a time as there is room for.
    (define (%put-bytes port bytes start end)
      (if (%fx< start end)
          (let* ((room (%fx- (%port-limit port) (%port-index port)))
                 (wanted (%fx- end start))
                 (count (if (%fx< wanted room) wanted room)))
            (%copy-bytes! (%port-buffer port) (%port-index port) bytes start count)
            (set-port-index! port (%fx+ (%port-index port) count))
            (if (%fx< count wanted)
                (begin
                  (make-room! port 1)
                  (%put-bytes port bytes (%fx+ start count) end))))))

    ;; A character of textual output.
    (define (%put-code port code)
      (let ((index (%port-index port)))
        (if (%likely (and (%fx< index (%port-write-limit port)) (%fx<= code (%port-mask port))))
            (begin
              (%bytevector-u32-set! (%port-buffer port) index code)
              (set-port-index! port (%fx+ index (%port-unit port))))
            (put-any-code port code))))

    (define (put-any-code port code)
      (cond ((not (%port-file port))
             (if (%fx> code (%port-mask port)) (widen-text! port (unit-for code)))
             (make-room! port (%port-unit port))
             (%bytevector-u32-set! (%port-buffer port) (%port-index port) code)
             (set-port-index! port (%fx+ (%port-index port) (%port-unit port))))
            (else
             (if (%fx> (%fx+ (%port-index port) 4) (%port-limit port)) (make-room! port 4))
             (set-port-index! port (%encode-utf8! (%port-buffer port) (%port-index port) code))
             (if (and (%fx= code 10) (has-bits? port lines-bit)) (flush-port! port)))))

    ;; Characters start … end - 1 of a string.
    (define (%put-string port string start end)
      (cond ((not (%port-file port)) (put-text port string start end))
            ((%fx= (%string-unit string) 1) (put-narrow-string port string start end))
            (else
             (let loop ((index start))
               (if (%fx< index end)
                   (begin
                     (%put-code port (%string-unit-ref string index))
                     (loop (%fx+ index 1))))))))

    ;; To memory: a copy of the units where they are as wide.
    (define (put-text port string start end)
      (if (%fx> (%string-unit string) (%port-unit port))
          (let ((unit (%range-unit string start end)))
            (if (%fx> unit (%port-unit port)) (widen-text! port unit))))
      (let* ((unit (%port-unit port))
             (bytes (%fx* (%fx- end start) unit)))
        (if (%fx> (%fx+ (%port-index port) bytes) (%port-limit port)) (make-room! port bytes))
        (let ((buffer (%port-buffer port)) (index (%port-index port)))
          (if (%fx= unit (%string-unit string))
              (%copy-bytes! buffer index (%string-buffer string) (%fx* start unit) bytes)
              (copy-codes! buffer index unit string start end))
          (set-port-index! port (%fx+ index bytes)))))

    ;; Each character into a unit of another width, at a byte index of a textual buffer.
    (define (copy-codes! buffer at unit string start end)
      (if (%fx< start end)
          (begin
            (%bytevector-u32-set! buffer at (%string-unit-ref string start))
            (copy-codes! buffer (%fx+ at unit) unit string (%fx+ start 1) end))))

    ;; What an output port in memory holds goes to wider units.
    (define (widen-text! port unit)
      (let* ((old (%port-unit port))
             (count (unit-count (%port-index port) old))
             (room (unit-count (%port-limit port) old))
             (buffer (%make-bytevector (%fx+ (%fx* room unit) 3))))
        (let loop ((from 0) (to 0) (left count))
          (if (%fx> left 0)
              (begin
                (%bytevector-u32-set! buffer to (%unit-at (%port-buffer port) from (%port-mask port)))
                (loop (%fx+ from old) (%fx+ to unit) (%fx- left 1)))))
        (set-port-buffer! port buffer)
        (set-port-index! port (%fx* count unit))
        (set-port-unit! port unit)
        (set-port-limit! port (%fx* room unit))))

    ;; Characters below 128 go straight into the buffer of a file, as many as there is room for.
    (define (put-narrow-string port string start end)
      (let* ((index (%port-index port))
             (room (%fx- (%port-write-limit port) index))
             (buffer (%string-buffer string)))
        (if (and (%fx<= (%fx- end start) room)
                 (%fx= (%plain-end buffer start end) end))
            (begin
              (%copy-bytes! (%port-buffer port) index buffer start (%fx- end start))
              (set-port-index! port (%fx+ index (%fx- end start))))
            (put-pieces port string start end))))

    (define (put-pieces port string start end)
      (if (%fx< start end)
          (let* ((buffer (%string-buffer string))
                 (room (%fx- (%port-limit port) (%port-index port)))
                 (stop (if (%fx< (%fx- end start) room) end (%fx+ start room)))
                 (plain (%plain-end buffer start stop)))
            (%copy-bytes! (%port-buffer port) (%port-index port) buffer start (%fx- plain start))
            (set-port-index! port (%fx+ (%port-index port) (%fx- plain start)))
            (if (and (has-bits? port lines-bit) (line-end-in? buffer start plain)) (flush-port! port))
            (cond ((%fx< plain stop)
                   (%put-code port (%string-unit-ref string plain))
                   (put-pieces port string (%fx+ plain 1) end))
                  ((%fx< stop end)
                   (make-room! port 1)
                   (put-pieces port string stop end))))))

    (define (line-end-in? buffer start end)
      (and (%fx< start end)
           (or (%fx= (%bytevector-u8-ref buffer start) 10)
               (line-end-in? buffer (%fx+ start 1) end))))

    ;; Room for `count` bytes, in a file's buffer at most a few: flush, grow, or make the buffer of a file.
    (define (make-room! port count)
      (if (%fx> (%fx+ (%port-index port) count) (%port-limit port))
          (cond ((not (%port-file port)) (grow! port (%fx+ (%port-index port) count)))
                ((%fx= (%port-limit port) 0)
                 (set-port-buffer! port (%make-bytevector (%fx+ buffer-bytes 3)))
                 (set-port-limit! port buffer-bytes)
                 (if (system-terminal? (%port-file port))
                     (set-port-kind! port (%fxior (%port-kind port) lines-bit))))
                (else (flush-port! port)))))

    ;; At least twice as much room in memory, and for so many bytes.
    (define (grow! port least)
      (let* ((twice (%fx* 2 (%port-limit port)))
             (size (if (%fx< twice least) least twice))
             (larger (%make-bytevector (%fx+ size 3))))
        (%copy-bytes! larger 0 (%port-buffer port) 0 (%port-index port))
        (set-port-buffer! port larger)
        (set-port-limit! port size)))

    (define (flush-port! port)
      (if (%port-file port) (write-out! port (%port-index port))))

    ;; Write the first `count` bytes. Standard output that nobody reads ends the process without words.
    (define (write-out! port count)
      (if (%fx> count 0)
          (let ((written (system-write (%port-file port) (%port-buffer port) count)))
            (cond ((%fx= written count) (set-port-index! port 0))
                  ((%fx>= written 0)
                   (%copy-bytes! (%port-buffer port) 0 (%port-buffer port) written (%fx- count written))
                   (set-port-index! port (%fx- count written))
                   (write-out! port (%fx- count written)))
                  ((and (%fx= written -32) (%fx<= (%port-file port) 2)) (system-exit 141))
                  ((%fx= written -11) (write-out! port count))
                  (else
                   (set-port-index! port 0)
                   (file-error 'write (or (system-error-text written) "cannot write") (port-name port)))))))

    (define flush-output-port
      (case-lambda
        (() (flush-port! (current-output-port)))
        ((port)
         (if (not (output-port? port)) (wrong-type 'flush-output-port 0 'output-port port))
         (if (has-bits? port output-bit) (flush-port! port)))))

    (define (flush-all-ports)
      (for-each flush-port! open-outputs))

    ;;; Input: see (runtime filling)

    ;; Who waits for input should have seen what was said before.
    (define (prepare-input! port)
      (if (eq? (%port-file port) 0) (flush-port! standard-output)))

    ;;; The standard ports

    (define standard-input (make-file-input-port 0 #f "standard input"))
    (define standard-output (make-file-output-port 1 #f "standard output"))
    (define standard-error (make-file-output-port 2 #f "standard error"))
    (set-port-kind! standard-error (%fxior (%port-kind standard-error) lines-bit))

    (define (input-port-for parameter)
      (lambda (object) (if (input-port? object) object (wrong-type parameter 0 'input-port object))))
    (define (output-port-for parameter)
      (lambda (object) (if (output-port? object) object (wrong-type parameter 0 'output-port object))))

    (set-cell! current-input-cell standard-input (input-port-for 'current-input-port))
    (set-cell! current-output-cell standard-output (output-port-for 'current-output-port))
    (define current-input-port (parameter-of-cell current-input-cell))
    (define current-output-port (parameter-of-cell current-output-cell))
    (define current-error-port (make-parameter standard-error (output-port-for 'current-error-port)))))
