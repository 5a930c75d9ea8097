;;; Input: reading characters, lines and bytes from ports.
(define-library (runtime input)
  (export read-char peek-char char-ready? read-line read-string
          take-run skip-run!
          read-u8 peek-u8 u8-ready? read-bytevector read-bytevector!)
  (import (primitives) (core-syntax) (runtime errors) (runtime lists) (runtime strings) (runtime system) (runtime ports))
  (begin
    ;;; Characters

    ;; The first test of both is small enough to be made where they are called: the next character is in the buffer and below 128.
    (define (byte-next port) (%bytevector-u8-ref (%port-buffer port) (%port-index port)))

    (define read-char
      (case-lambda
        ((port) (read-one port))
        (() (read-one (%current-input)))))

    (define (read-one port)
      (if (%likely (and (port? port)
                        (%fx< (%port-index port) (%port-read-limit port))
                        (char<? (byte-char port) #\x80)))
          (let ((char (byte-char port)))
            (set-port-index! port (%fx+ (%port-index port) 1))
            char)
          (read-any-char port)))
    (define (byte-char port) (%integer->char (byte-next port)))

    ;; Whole sequences of two and three bytes are taken here.
    (define (read-any-char port)
      (if (sequence-next? port)
          (let* ((index (%port-index port))
                 (word (word-next port)))
            (cond ((%two-bytes? word)
                   (set-port-index! port (%fx+ index 2))
                   (%integer->char (%two-bytes-code word)))
                  ((%three-bytes? word)
                   (set-port-index! port (%fx+ index 3))
                   (%integer->char (%three-bytes-code word)))
                  (else (get-char port))))
          (get-char (check-input 'read-char 0 port textual-input))))

    ;; Is any sequence that begins at the index whole?
    (define (sequence-next? port)
      (and (port? port)
           (%fx<= (%fx+ (%port-index port) 4) (%port-read-limit port))))

    (define (word-next port) (%bytevector-u32-ref (%port-buffer port) (%port-index port)))

    (define peek-char
      (case-lambda
        ((port) (peek-one port))
        (() (peek-one (%current-input)))))

    (define (peek-one port)
      (if (%likely (and (port? port)
                        (%fx< (%port-index port) (%port-read-limit port))
                        (char<? (byte-char port) #\x80)))
          (byte-char port)
          (peek-any-char port)))

    (define (peek-any-char port)
      (if (sequence-next? port)
          (let ((word (word-next port)))
            (cond ((%two-bytes? word) (%integer->char (%two-bytes-code word)))
                  ((%three-bytes? word) (%integer->char (%three-bytes-code word)))
                  (else (next-char port))))
          (next-char (check-input 'peek-char 0 port textual-input))))

    (define (get-char port)
      (let ((index (%port-index port)))
        (if (%fx< index (%port-limit port))
            (let ((byte (%bytevector-u8-ref (%port-buffer port) index)))
              (if (%fx< byte #x80)
                  (begin
                    (set-port-index! port (%fx+ index 1))
                    (%integer->char byte))
                  (let ((code+size (wide-code port)))
                    (set-port-index! port (%fx+ (%port-index port) (%fxand code+size 7)))
                    (%integer->char (%fxsrl code+size 3)))))
            (if (fill-port! port) (get-char port) (eof-object)))))

    (define (next-char port)
      (let ((index (%port-index port)))
        (if (%fx< index (%port-limit port))
            (let ((byte (%bytevector-u8-ref (%port-buffer port) index)))
              (%integer->char (if (%fx< byte #x80) byte (%fxsrl (wide-code port) 3))))
            (if (fill-port! port) (next-char port) (eof-object)))))

    ;; Code and size of the sequence at the index. More is asked of the file only while the sequence can go on beyond the buffer: a
    ;; terminal's or pipe's other end may wait for an answer to what it has sent.
    (define (wide-code port)
      (let* ((index (%port-index port))
             (limit (%port-limit port))
             (code+size (%decode-utf8 (%port-buffer port) index limit))
             (size (%fxand code+size 7)))
        (if (and (%fx= (%fx+ index size) limit)
                 (%fx< size (%utf8-size (%bytevector-u8-ref (%port-buffer port) index)))
                 (extend-port! port))
            (wide-code port)
            code+size)))

    (define char-ready?
      (case-lambda
        (() (ready? (optional-input 'char-ready? 0 (%default) textual-input)))
        ((port) (ready? (check-input 'char-ready? 0 port textual-input)))))

    (define (ready? port)
      (or (%fx< (%port-index port) (%port-limit port))
          (not (%port-file port))
          (system-readable? (%port-file port))))

    ;;; Lines and strings

    (define read-line
      (case-lambda
        (() (get-line (optional-input 'read-line 0 (%default) textual-input)))
        ((port) (get-line (check-input 'read-line 0 port textual-input)))))

    ;; A line ends with a newline, a return, or a return and a newline (R7RS 6.13.2). It is usually in the buffer; pieces of one
    ;; that is not are kept in a list.
    (define (get-line port)
      (let more ((pieces '()))
        (let* ((start (%port-index port))
               (limit (%port-limit port))
               (buffer (%port-buffer port))
               (end (let loop ((index start))
                      (if (and (%fx< index limit) (not (line-end? (%bytevector-u8-ref buffer index))))
                          (loop (%fx+ index 1))
                          index))))
          (if (%fx< end limit)
              (let ((line (join-pieces pieces buffer start end)))
                (set-port-index! port (%fx+ end 1))
                (if (%fx= (%bytevector-u8-ref buffer end) 13) (skip-newline! port))
                line)
              (let ((piece (copy-bytes buffer start end)))
                (set-port-index! port end)
                (if (fill-port! port)
                    (more (cons piece pieces))
                    (if (and (null? pieces) (%fx= start end))
                        (eof-object)
                        (join-pieces (cons piece pieces) empty 0 0))))))))

    (define (line-end? byte)
      (and (%fx<= byte 13) (or (%fx= byte 10) (%fx= byte 13))))

    (define (skip-newline! port)
      (if (and (or (%fx< (%port-index port) (%port-limit port)) (fill-port! port))
               (%fx= (byte-next port) 10))
          (set-port-index! port (%fx+ (%port-index port) 1))))

    (define empty (%make-bytevector 0))

    (define (copy-bytes bytes start end)
      (let ((copy (%make-bytevector (%fx- end start))))
        (%copy-bytes! copy 0 bytes start (%fx- end start))
        copy))

    ;; The pieces, last one first, then bytes[start, end).
    (define (join-pieces pieces bytes start end)
      (if (null? pieces)
          (utf8-range->string bytes start end)
          (let size ((rest pieces) (total (%fx- end start)))
            (if (pair? rest)
                (size (%cdr rest) (%fx+ total (bytevector-length (%car rest))))
                (let ((joined (%make-bytevector total)))
                  (%copy-bytes! joined (%fx- total (%fx- end start)) bytes start (%fx- end start))
                  (let fill ((rest pieces) (at (%fx- total (%fx- end start))))
                    (if (pair? rest)
                        (let ((length (bytevector-length (%car rest))))
                          (%copy-bytes! joined (%fx- at length) (%car rest) 0 length)
                          (fill (%cdr rest) (%fx- at length)))
                        (utf8-range->string joined 0 total))))))))

    (define read-string
      (case-lambda
        ((count) (get-string count (optional-input 'read-string 1 (%default) textual-input)))
        ((count port) (get-string count (check-input 'read-string 1 port textual-input)))))

    ;; Usually all is in the buffer, and below 128.
    (define (get-string count port)
      (if (not (and (fixnum? count) (%fx>= count 0))) (wrong-type 'read-string 0 'word-index count))
      (let ((start (%port-index port)))
        (if (and (%fx<= count (%fx- (%port-limit port) start))
                 (%fx= (%plain-end (%port-buffer port) start (%fx+ start count)) (%fx+ start count)))
            (begin
              (set-port-index! port (%fx+ start count))
              (%plain-range->string (%port-buffer port) start (%fx+ start count)))
            (gather-string count port))))

    ;; Pieces of what the buffer holds, until there are `count` characters. Bytes are only waited for when none is left.
    (define (gather-string count port)
      (let more ((left count) (pieces '()))
        (if (or (%fx< (%port-index port) (%port-limit port)) (fill-port! port))
            (begin
              (if (%fx>= (byte-next port) #x80) (wide-code port)) ; so that it is whole
              (let* ((buffer (%port-buffer port))
                     (start (%port-index port))
                     (limit (%port-limit port))
                     (take (lambda (end left)
                             (set-port-index! port end)
                             (if (%fx= left 0)
                                 (join-pieces pieces buffer start end)
                                 (more left (cons (copy-bytes buffer start end) pieces))))))
                (let scan ((at start) (left left))
                  (if (or (%fx= left 0) (%fx= at limit))
                      (take at left)
                      (let ((byte (%bytevector-u8-ref buffer at)))
                        (cond ((%fx< byte #x80) (scan (%fx+ at 1) (%fx- left 1)))
                              ((or (%fx= at start) (%fx<= (%fx+ at 4) limit))
                               (scan (%fx+ at (%fxand (%decode-utf8 buffer at limit) 7)) (%fx- left 1)))
                              (else (take at left)))))))) ; perhaps cut off by the end of the buffer
            (if (null? pieces)
                (eof-object)
                (join-pieces pieces empty 0 0)))))

    ;;; Runs of characters of one kind, for the reader. marks: a bytevector of 128, with 1 at the codes that end a run; what is above
    ;;; 127 ends it too, and so does the end of what the buffer of this open textual input port holds.

    ;; (take-run port marks) -> the run, taken, as a string.
    (define (take-run port marks)
      (let* ((start (%port-index port))
             (end (run-end (%port-buffer port) start (%port-limit port) marks)))
        (set-port-index! port end)
        (%plain-range->string (%port-buffer port) start end)))

    ;; (skip-run! port marks) -> how many characters have been taken
    (define (skip-run! port marks)
      (let* ((start (%port-index port))
             (end (run-end (%port-buffer port) start (%port-limit port) marks)))
        (set-port-index! port end)
        (%fx- end start)))

    (define (run-end buffer start limit marks)
      (let loop ((index start))
        (if (%fx= index limit)
            index
            (let ((byte (%bytevector-u8-ref buffer index)))
              (if (and (%fx< byte 128) (%fx= (%bytevector-u8-ref marks byte) 0))
                  (loop (%fx+ index 1))
                  index)))))

    ;; All that is left, as a string.
    (define (read-all-text port)
      (check-input 'read-all-text 0 port textual-input)
      (let more ((pieces '()))
        (let ((piece (copy-bytes (%port-buffer port) (%port-index port) (%port-limit port))))
          (set-port-index! port (%port-limit port))
          (if (fill-port! port)
              (more (cons piece pieces))
              (join-pieces (cons piece pieces) empty 0 0)))))

    ;;; Bytes

    (define read-u8
      (case-lambda
        (() (get-byte (optional-input 'read-u8 0 (%default) binary-input)))
        ((port) (get-byte (check-input 'read-u8 0 port binary-input)))))
    (define peek-u8
      (case-lambda
        (() (next-byte (optional-input 'peek-u8 0 (%default) binary-input)))
        ((port) (next-byte (check-input 'peek-u8 0 port binary-input)))))
    (define u8-ready?
      (case-lambda
        (() (ready? (optional-input 'u8-ready? 0 (%default) binary-input)))
        ((port) (ready? (check-input 'u8-ready? 0 port binary-input)))))

    (define (get-byte port)
      (let ((index (%port-index port)))
        (if (%fx< index (%port-limit port))
            (begin
              (set-port-index! port (%fx+ index 1))
              (%bytevector-u8-ref (%port-buffer port) index))
            (if (fill-port! port) (get-byte port) (eof-object)))))
    (define (next-byte port)
      (if (%fx< (%port-index port) (%port-limit port))
          (%bytevector-u8-ref (%port-buffer port) (%port-index port))
          (if (fill-port! port) (next-byte port) (eof-object))))

    (define read-bytevector
      (case-lambda
        ((count) (get-bytes count (optional-input 'read-bytevector 1 (%default) binary-input)))
        ((count port) (get-bytes count (check-input 'read-bytevector 1 port binary-input)))))

    ;; Pieces of what the buffer holds, until there are enough.
    (define (get-bytes count port)
      (if (not (and (fixnum? count) (%fx>= count 0))) (wrong-type 'read-bytevector 0 'word-index count))
      (let loop ((left count) (pieces '()) (total 0))
        (if (or (%fx= left 0)
                (and (%fx= (%port-index port) (%port-limit port)) (not (fill-port! port))))
            (if (and (%fx= total 0) (%fx> count 0))
                (eof-object)
                (let ((bytes (%make-bytevector total)))
                  (let fill ((rest pieces) (at total))
                    (if (pair? rest)
                        (let ((length (bytevector-length (%car rest))))
                          (%copy-bytes! bytes (%fx- at length) (%car rest) 0 length)
                          (fill (%cdr rest) (%fx- at length)))
                        bytes))))
            (let* ((available (%fx- (%port-limit port) (%port-index port)))
                   (size (if (%fx< available left) available left))
                   (piece (copy-bytes (%port-buffer port) (%port-index port) (%fx+ (%port-index port) size))))
              (set-port-index! port (%fx+ (%port-index port) size))
              (loop (%fx- left size) (cons piece pieces) (%fx+ total size))))))

    (define read-bytevector!
      (case-lambda
        ((target) (read-bytevector! target (current-input-port) (%default) (%default)))
        ((target port) (read-bytevector! target port (%default) (%default)))
        ((target port start) (read-bytevector! target port start (%default)))
        ((target port start end)
         (if (not (bytevector? target)) (wrong-type 'read-bytevector! 0 'bytevector target))
         (check-input 'read-bytevector! 1 port binary-input)
         (let* ((end (check-end 'read-bytevector! 3 end (bytevector-length target)))
                (start (check-start 'read-bytevector! 2 start end))
                (bytes (get-bytes (%fx- end start) port)))
           (if (eof-object? bytes)
               bytes
               (begin
                 (%copy-bytes! target start bytes 0 (bytevector-length bytes))
                 (bytevector-length bytes)))))))))
