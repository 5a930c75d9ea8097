;;; Input: reading characters, lines and bytes from ports.
(define-library (runtime input)
  (export read-char peek-char char-ready? read-line read-string
          read-u8 peek-u8 u8-ready? read-bytevector read-bytevector!)
  (import (primitives) (core-syntax) (runtime errors) (runtime control) (runtime lists) (runtime strings) (runtime ports) (runtime filling))
  (begin
    ;;; Characters

    ;; The test of both is small enough to be made where they are called: the port is fit, and its buffer not empty.
    (define read-char
      (case-lambda
        ((port) (read-one port))
        (() (read-one (%current-input)))))

    (define (read-one port)
      (if (%likely (and (port? port)
                        (%fx< (%port-index port) (%port-read-limit port))))
          (let ((char (char-next port)))
            (set-port-index! port (%fx+ (%port-index port) (%port-unit port)))
            char)
          (read-from-file port)))
    (define (char-next port)
      (%integer->char (%fxand (%bytevector-u32-ref (%port-buffer port) (%port-index port)) (%port-mask port))))

    (define (read-from-file port)
      (check-input 'read-char 0 port textual-input)
      (if (fill-port! port)
          (let ((char (char-next port)))
            (set-port-index! port (%fx+ (%port-index port) (%port-unit port)))
            char)
          (eof-object)))

    (define peek-char
      (case-lambda
        ((port) (peek-one port))
        (() (peek-one (%current-input)))))

    (define (peek-one port)
      (if (%likely (and (port? port)
                        (%fx< (%port-index port) (%port-read-limit port))))
          (char-next port)
          (peek-from-file port)))

    (define (peek-from-file port)
      (check-input 'peek-char 0 port textual-input)
      (if (look-ahead! port) (char-next port) (eof-object)))

    (define char-ready?
      (case-lambda
        (() (port-ready? (optional-input 'char-ready? 0 (%default) textual-input)))
        ((port) (port-ready? (check-input 'char-ready? 0 port textual-input)))))

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
               (end (line-end (%port-buffer port) start limit (%port-unit port) (%port-mask port))))
          (if (%fx< end limit)
              (let ((line (with-pieces pieces port end)))
                (set-port-index! port (%fx+ end (%port-unit port)))
                (if (%fx= (%unit-at (%port-buffer port) end (%port-mask port)) 13) (skip-newline! port))
                line)
              (gather-line port pieces more)))))

    ;; The buffer ends before the line does.
    (define (gather-line port pieces more)
      (if (%fx< (%port-index port) (%port-limit port))
          (let ((piece (take-text port (%port-limit port))))
            (if (look-ahead! port)
                (more (cons piece pieces))
                (join-pieces (cons piece pieces))))
          (cond ((null? pieces) (if (fill-port! port) (more pieces) (eof-object)))
                ((look-ahead! port) (more pieces))
                (else (join-pieces pieces)))))

    ;; The index of the first newline or return, or the limit.
    (define (line-end buffer index limit unit mask)
      (if (%fx< index limit)
          (let ((code (%unit-at buffer index mask)))
            (if (and (%fx<= code 13) (or (%fx= code 10) (%fx= code 13)))
                index
                (line-end buffer (%fx+ index unit) limit unit mask)))
          limit))

    (define (skip-newline! port)
      (if (and (or (%fx< (%port-index port) (%port-limit port)) (look-ahead! port))
               (%fx= (%unit-at (%port-buffer port) (%port-index port) (%port-mask port)) 10))
          (set-port-index! port (%fx+ (%port-index port) (%port-unit port)))))

    ;; The text up to an index of the buffer, taken, as a string.
    (define (take-text port end)
      (let ((text (%units->string (%port-buffer port) (%port-index port) end (%port-unit port))))
        (set-port-index! port end)
        text))

    ;; The same behind the pieces, last one first, of before.
    (define (with-pieces pieces port end)
      (let ((text (take-text port end)))
        (if (null? pieces) text (join-pieces (cons text pieces)))))

    (define (join-pieces pieces) (string-concatenate (reverse pieces)))

    (define read-string
      (case-lambda
        ((count) (get-string count (optional-input 'read-string 1 (%default) textual-input)))
        ((count port) (get-string count (check-input 'read-string 1 port textual-input)))))

    ;; Usually all is in the buffer.
    (define (get-string count port)
      (if (not (and (fixnum? count) (%fx>= count 0))) (wrong-type 'read-string 0 'word-index count))
      (if (%fx<= count (characters-left port))
          (take-text port (%fx+ (%port-index port) (%fx* count (%port-unit port))))
          (gather-string count port)))

    (define (characters-left port)
      (unit-count (%fx- (%port-limit port) (%port-index port)) (%port-unit port)))

    ;; Pieces of what the buffer holds, until there are `count` characters or the file ends.
    (define (gather-string count port)
      (let more ((left count) (pieces '()))
        (let ((there (characters-left port)))
          (cond ((%fx<= left there)
                 (with-pieces pieces port (%fx+ (%port-index port) (%fx* left (%port-unit port)))))
                ((%fx> there 0)
                 (more (%fx- left there) (cons (take-text port (%port-limit port)) pieces)))
                ((null? pieces)
                 (if (fill-port! port) (more left pieces) (eof-object)))
                ((look-ahead! port) (more left pieces))
                (else (join-pieces pieces))))))

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
        (() (port-ready? (optional-input 'u8-ready? 0 (%default) binary-input)))
        ((port) (port-ready? (check-input 'u8-ready? 0 port binary-input)))))

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
          (if (look-ahead! port) (next-byte port) (eof-object))))

    (define read-bytevector
      (case-lambda
        ((count) (get-bytes count (optional-input 'read-bytevector 1 (%default) binary-input)))
        ((count port) (get-bytes count (check-input 'read-bytevector 1 port binary-input)))))

    (define (copy-bytes bytes start end)
      (let ((copy (%make-bytevector (%fx- end start))))
        (%copy-bytes! copy 0 bytes start (%fx- end start))
        copy))

    ;; Pieces of what the buffer holds, until there are enough.
    (define (get-bytes count port)
      (if (not (and (fixnum? count) (%fx>= count 0))) (wrong-type 'read-bytevector 0 'word-index count))
      (let loop ((left count) (pieces '()) (total 0))
        (if (or (%fx= left 0)
                (and (%fx= (%port-index port) (%port-limit port))
                     (not (if (%fx= total 0) (fill-port! port) (look-ahead! port)))))
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
