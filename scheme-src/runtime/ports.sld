;;; Ports: buffered input and output of bytes and of text in UTF-8.
;;;
;;; Every port is a buffer of bytes, so text and bytes, files and memory share one code path:
;;;
;;;   input    bytes index … limit - 1 of the buffer are still to be read; an empty buffer is filled from the file, if any
;;;   output   bytes 0 … index - 1 of the buffer are written but not flushed; a full buffer is flushed to the file, or
;;;            grows when there is none
;;;
;;; A character below 128 is read or written inline, where `read-char` or `write-char` is called (see (runtime input) and (runtime output)): one comparison
;;; of the index with `read-limit` or `write-limit` says that the port is fit for that and has room. The limit is `limit` when it
;;; is, otherwise 0. All else is done out of line.
;;;
;;; `kind` is a set of bits; a port is fit for an operation when the bits of the operation are all there. Closing removes
;;; input and output. The buffer of a file is made at its first use. Standard output flushes at each line when it is a
;;; terminal, and always before standard input waits.
(define-library (runtime ports)
  (export port? input-port? output-port? textual-port? binary-port? input-port-open? output-port-open?
          close-port close-input-port close-output-port flush-output-port flush-all-ports
          current-input-port current-output-port current-error-port %current-input %current-output
          make-file-input-port make-file-output-port
          open-input-string open-output-string get-output-string
          open-input-bytevector open-output-bytevector get-output-bytevector
          %port-read-limit %port-write-limit
          %put-byte %put-bytes %put-code %put-string check-output check-input optional-output optional-input
          port-name %port-file %port-buffer %port-index %port-limit set-port-index! fill-port! extend-port!
          textual-input binary-input textual-output binary-output
          port-folds-case? set-port-folds-case!)
  (import (primitives) (core-syntax) (runtime errors) (runtime registers) (runtime control) (runtime lists) (runtime strings)
          (runtime system))
  (begin
    (define-record-type port
      (make-port kind file buffer index limit name read-limit write-limit)
      port?
      (kind port-kind)
      (file port-file)
      (buffer port-buffer)
      (index port-index)
      (limit port-limit)
      (name port-name)
      (read-limit port-read-limit)
      (write-limit port-write-limit))

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

    (define (set-port-kind! port kind)
      (%record-set-fixnum! port 0 kind)
      (set-port-limit! port (%port-limit port)))
    (define (set-port-limit! port limit)
      (%record-set-fixnum! port 4 limit)
      (%record-set-fixnum! port 6 (if (has-all-bits? port textual-input) limit 0))
      (%record-set-fixnum! port 7 (if (and (has-all-bits? port textual-output) (not (has-bits? port lines-bit))) limit 0)))

    ;; Bits of kind.
    (define input-bit 1)
    (define output-bit 2)
    (define textual-bit 4)
    (define binary-bit 8)
    (define lines-bit 16)               ; flush after each line
    (define was-input-bit 32)           ; stay when it is closed
    (define was-output-bit 64)
    (define fold-case-bit 128)          ; the reader has met #!fold-case

    (define textual-input 5)            ; what an operation needs
    (define binary-input 9)
    (define textual-output 6)
    (define binary-output 10)

    (define buffer-bytes 16384)
    (define empty-bytes (%make-bytevector 0))

    (define (port-folds-case? port) (%fx= (%fxand (%port-kind port) fold-case-bit) fold-case-bit))
    (define (set-port-folds-case! port fold?)
      (let ((kind (%fxand (%port-kind port) 127)))
        (set-port-kind! port (if fold? (%fxior kind fold-case-bit) kind))))

    ;;; Making

    ;; kind: bits of direction.
    (define (make-open-port kind binary? file buffer limit name)
      (let ((port (make-port (%fxior kind (if binary? binary-bit textual-bit)) file buffer 0 limit name 0 0)))
        (set-port-limit! port limit)
        port))

    (define (make-file-input-port file binary? name)
      (make-open-port 33 binary? file empty-bytes 0 name))

    (define (make-file-output-port file binary? name)
      (let ((port (make-open-port 66 binary? file empty-bytes 0 name)))
        (set! open-outputs (cons port open-outputs))
        port))

    ;; Files that are open for output, to be flushed at the end.
    (define open-outputs '())

    (define (make-bytes-input-port bytes binary?)
      (make-open-port 33 binary? #f bytes (bytevector-length bytes) #f))

    (define (make-bytes-output-port binary?)
      (make-open-port 66 binary? #f (%make-bytevector 64) 64 #f))

    (define (open-input-string string)
      (if (not (string? string)) (wrong-type 'open-input-string 0 'string string))
      (let ((length (string-length string)))
        (if (and (%fx= (%string-unit string) 2) (%fx< length loose-characters))
            (let* ((buffer (%make-bytevector (%fx+ (%fx* 3 length) 1)))
                   (limit (%encode-loosely! buffer string)))
              (make-open-port 33 #f #f buffer limit #f))
            (make-bytes-input-port (string->utf8 string) #f))))

    ;; Longer strings are measured, so that the buffer is not too large.
    (define loose-characters 100000)

    (define (open-input-bytevector bytes)
      (if (not (bytevector? bytes)) (wrong-type 'open-input-bytevector 0 'bytevector bytes))
      (make-bytes-input-port bytes #t))
    (define (open-output-string) (make-bytes-output-port #f))
    (define (open-output-bytevector) (make-bytes-output-port #t))

    (define (check-memory-output who port needed)
      (if (not (and (port? port) (not (%port-file port)) (has-all-bits? port needed)))
          (wrong-type who 0 'port port)))

    (define (get-output-string port)
      (check-memory-output 'get-output-string port (%fxior was-output-bit textual-bit))
      (utf8-range->string (%port-buffer port) 0 (%port-index port)))

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

    ;; The port for an operation that needs these bits, or a complaint.
    (define (check-output who index port needed)
      (if (and (port? port) (has-all-bits? port needed))
          port
          (wrong-type who index (if (%fx= needed textual-output) 'textual-output-port 'binary-output-port) port)))
    (define (check-input who index port needed)
      (if (and (port? port) (has-all-bits? port needed))
          port
          (wrong-type who index (if (%fx= needed textual-input) 'textual-input-port 'binary-input-port) port)))

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
      (cond ((%fx>= code #x80)
             (if (%fx> (%fx+ (%port-index port) 4) (%port-limit port)) (make-room! port 4))
             (set-port-index! port (%encode-utf8! (%port-buffer port) (%port-index port) code)))
            ((%fx= code 10)
             (%put-byte port code)
             (if (has-bits? port lines-bit) (flush-port! port)))
            (else (%put-byte port code))))

    ;; Characters start … end - 1 of a string.
    (define (%put-string port string start end)
      (if (%fx= (%string-unit string) 1)
          (put-narrow-string port string start end)
          (let loop ((index start))
            (if (%fx< index end)
                (let ((code (%string-unit-ref string index))
                      (at (%port-index port)))
                  (if (and (%fx< code #x80) (%fx< at (%port-write-limit port)))
                      (begin
                        (%bytevector-u8-set! (%port-buffer port) at code)
                        (set-port-index! port (%fx+ at 1)))
                      (%put-code port code))
                  (loop (%fx+ index 1)))))))

    ;; Characters below 128 go straight into the buffer, as many as there is room for.
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

    ;; Room for `count` bytes, at most a few: flush, grow, or make the buffer of a file.
    (define (make-room! port count)
      (if (%fx> (%fx+ (%port-index port) count) (%port-limit port))
          (cond ((not (%port-file port))
                 (let* ((size (%fx* 2 (%port-limit port)))
                        (larger (%make-bytevector size)))
                   (%copy-bytes! larger 0 (%port-buffer port) 0 (%port-index port))
                   (set-port-buffer! port larger)
                   (set-port-limit! port size)))
                ((%fx= (%port-limit port) 0)
                 (set-port-buffer! port (%make-bytevector buffer-bytes))
                 (set-port-limit! port buffer-bytes)
                 (if (system-terminal? (%port-file port))
                     (set-port-kind! port (%fxior (%port-kind port) lines-bit))))
                (else (flush-port! port)))))

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

    ;;; Input

    ;; Fill an empty buffer. -> are there bytes now?
    (define (fill-port! port)
      (let ((file (%port-file port)))
        (and file
             (begin
               (if (%fx= (bytevector-length (%port-buffer port)) 0)
                   (set-port-buffer! port (%make-bytevector buffer-bytes)))
               (if (%fx= file 0) (flush-port! standard-output))
               (let ((count (system-read file (%port-buffer port) (bytevector-length (%port-buffer port)))))
                 (if (%fx< count 0)
                     (file-error 'read (or (system-error-text count) "cannot read") (port-name port)))
                 (set-port-index! port 0)
                 (set-port-limit! port count)
                 (%fx> count 0))))))

    ;; (extend-port! port): puts what the file gives next behind the unread bytes, which are few; #f when there is nothing more.
    (define (extend-port! port)
      (let* ((rest (%fx- (%port-limit port) (%port-index port)))
             (left (%make-bytevector rest)))
        (%copy-bytes! left 0 (%port-buffer port) (%port-index port) rest)
        (let* ((more (if (fill-port! port) (%port-limit port) 0))
               (size (bytevector-length (%port-buffer port)))
               (joined (%make-bytevector (if (%fx< size (%fx+ rest more)) (%fx+ rest more) size))))
          (%copy-bytes! joined 0 left 0 rest)
          (%copy-bytes! joined rest (%port-buffer port) 0 more)
          (set-port-buffer! port joined)
          (set-port-index! port 0)
          (set-port-limit! port (%fx+ rest more))
          (%fx> more 0))))

    ;;; The standard ports

    (define standard-input (make-file-input-port 0 #f "standard input"))
    (define standard-output (make-file-output-port 1 #f "standard output"))
    (define standard-error (make-file-output-port 2 #f "standard error"))
    (set-port-kind! standard-error (%fxior (port-kind standard-error) lines-bit))

    (define (input-port-for parameter)
      (lambda (object) (if (input-port? object) object (wrong-type parameter 0 'input-port object))))
    (define (output-port-for parameter)
      (lambda (object) (if (output-port? object) object (wrong-type parameter 0 'output-port object))))

    ;; The cells are known here, so that reading and writing ask no procedure for the port.
    (define input-cell (cons standard-input (input-port-for 'current-input-port)))
    (define output-cell (cons standard-output (output-port-for 'current-output-port)))
    (define current-input-port (parameter-of-cell input-cell))
    (define current-output-port (parameter-of-cell output-cell))
    (define (%current-input) (cell-parameter-value input-cell))
    (define (%current-output) (cell-parameter-value output-cell))
    (define current-error-port (make-parameter standard-error (output-port-for 'current-error-port)))))
