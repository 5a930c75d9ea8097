;;; Source: the characters that the parser reads, and where they stand.
;;;
;;; A source is a string, or a textual port of which no character is taken before it is needed. On strings the inner loops
;;; (blanks, comments, tokens) run over the text directly; on ports the same goes character by character.
;;;
;;;   (open-text-source text file-index fail)     (open-port-source port file-index fail)
;;;   (open-text-source-at text file-index line fail)     the text begins in that line
;;;   (peek source) (advance! source)             the next character, or an eof object
;;;   (here source)                               its position
;;;   (next-visible source)                       the next character that is neither blank nor in a line comment
;;;   (read-token source)                         the characters up to the next delimiter
;;;   (fail source position message hint …)       tell the source's owner of a mistake
;;;
;;; Columns count characters, a tab is one.
(define-library (reader source)
  (export open-text-source open-text-source-at open-port-source
          source-text source-index source-index-set! source-end source-port
          source-fold-case? source-fold-case-set! source-labels source-labels-set!
          source-unclosed source-unclosed-set! source-suspect source-suspect-set! source-misfit source-misfit-set!
          source-brackets source-brackets-set! source-closing source-closing-set! source-plain? odd-codes
          line-unit peek advance! here here-before next-visible line-end? read-token delimiter? blank? fail)
  (cond-expand
    (suo (import (runtime base)))
    ((not suo)
     (import (scheme base))
     (begin
       ;; (take-run port marks) -> the next characters below 128 up to one with a 1 in `marks`, as a string
       (define (take-run port marks)
         (let loop ((chars '()))
           (let ((char (peek-char port)))
             (if (in-run? char marks)
                 (begin (read-char port) (loop (cons char chars)))
                 (list->string (reverse chars))))))

       ;; (skip-run! port marks) -> how many there were
       (define (skip-run! port marks) (string-length (take-run port marks)))

       (define (in-run? char marks)
         (and (char? char)
              (< (char->integer char) 128)
              (= 0 (bytevector-u8-ref marks (char->integer char))))))))
  (begin
    ;; line-base: position of column 0 of the current line; line-start: index of its first character.
    ;; unclosed: position of the outermost list that the end of the text cut off, or #f;
    ;; misfit: positions of a list and of the first element in it that stands where the list should have ended, or #f;
    ;; suspect: position of the first list that begins in column 1 inside another, or #f; plain?: see read-token;
    ;; brackets: has a bracket been reported? closing: the character that the last closing mark was.
    (define-record-type source
      (make-source text index end port line-base line-start fold-case? labels fail unclosed suspect misfit brackets closing plain?)
      source?
      (text source-text)
      (index source-index source-index-set!)
      (end source-end)
      (port source-port)
      (line-base source-line-base source-line-base-set!)
      (line-start source-line-start source-line-start-set!)
      (fold-case? source-fold-case? source-fold-case-set!)
      (labels source-labels source-labels-set!)
      (fail source-fail)
      (unclosed source-unclosed source-unclosed-set!)
      (suspect source-suspect source-suspect-set!)
      (misfit source-misfit source-misfit-set!)
      (brackets source-brackets source-brackets-set!)
      (closing source-closing source-closing-set!)
      (plain? source-plain? source-plain-set!))

    (define line-unit 65536)
    (define file-unit 1099511627776)

    (define (open-text-source text file-index fail)
      (let ((source (open-text-source-at text file-index 1 fail)))
        (skip-script-line! source)
        source))

    (define (open-text-source-at text file-index line fail)
      (make-source text 0 (string-length text) #f (+ (* file-index file-unit) (* line line-unit)) 0 #f '() fail #f #f #f #f #f #f))

    (define (open-port-source port file-index fail)
      (make-source "" 0 0 port (+ (* file-index file-unit) line-unit) 0 #f '() fail #f #f #f #f #f #f))

    ;; A byte-order mark, and a first line `#!/…` or `#! …`.
    (define (skip-script-line! source)
      (when (eqv? (peek source) (integer->char 65279))
        (advance! source)
        (source-line-start-set! source 1))
      (let ((text (source-text source)) (index (source-index source)))
        (when (and (< (+ index 2) (source-end source))
                   (char=? (string-ref text index) #\#)
                   (char=? (string-ref text (+ index 1)) #\!)
                   (memv (string-ref text (+ index 2)) '(#\/ #\space)))
          (skip-line! source))))

    (define (fail source position message . hints)
      (apply (source-fail source) position message hints))

    ;;; Characters.

    (define (peek source)
      (let ((index (source-index source)))
        (if (< index (source-end source))
            (string-ref (source-text source) index)
            (if (source-port source)
                (peek-char (source-port source))
                (eof-object)))))

    ;; Take the next character and return it.
    (define (advance! source)
      (let* ((index (source-index source))
             (char (if (< index (source-end source))
                       (string-ref (source-text source) index)
                       (if (source-port source)
                           (read-char (source-port source))
                           (eof-object)))))
        (unless (eof-object? char)
          (source-index-set! source (+ index 1))
          (when (char=? char #\newline) (begin-line! source (+ index 1))))
        char))

    (define (begin-line! source start)
      (source-line-start-set! source start)
      (source-line-base-set! source (+ (source-line-base source) line-unit)))

    ;; The position of the next character.
    (define (here source)
      (let ((column (+ 1 (- (source-index source) (source-line-start source)))))
        (+ (source-line-base source) (if (< column line-unit) column (- line-unit 1)))))

    (define (here-before source) (- (here source) 1))

    (define (skip-line! source)
      (if (source-port source)
          (let loop ()
            (let ((char (peek source)))
              (unless (or (eof-object? char) (line-end? char))
                (advance! source)
                (loop))))
          (source-index-set! source (end-of-line (source-text source) (source-index source) (source-end source)))))

    (define (end-of-line text index end)
      (if (or (= index end) (line-end? (string-ref text index)))
          index
          (end-of-line text (+ index 1) end)))

    ;; Also a return alone ends a line, and a comment (R7RS 7.1.1).
    (define (line-end? char) (or (char=? char #\newline) (char=? char #\return)))

    ;; (next-visible source) -> the next character that is not blank and not in a line comment, not taken; or eof.
    (define (next-visible source)
      (if (source-port source)
          (next-visible-of-port source (source-port source))
          (let ((text (source-text source)) (end (source-end source)))
            (let loop ((index (source-index source)))
              (if (= index end)
                  (begin (source-index-set! source index) (eof-object))
                  (let ((char (string-ref text index)))
                    (cond ((char=? char #\newline)
                           (begin-line! source (+ index 1))
                           (loop (+ index 1)))
                          ((char=? char #\;) (loop (end-of-line text index end)))
                          ((blank? char) (loop (+ index 1)))
                          (else (source-index-set! source index) char))))))))

    (define (next-visible-of-port source port)
      (source-index-set! source (+ (source-index source) (skip-run! port visible-codes)))
      (let ((char (peek-char port)))
        (cond ((eof-object? char) char)
              ((char=? char #\;) (skip-line! source) (next-visible-of-port source port))
              ((blank? char) (advance! source) (next-visible-of-port source port))
              (else char))))

    ;;; Kinds of characters. Of those below 128 a table tells.

    (define (make-code-table . codes)
      (let ((table (make-bytevector 128 0)))
        (for-each (lambda (code) (bytevector-u8-set! table code 1)) codes)
        table))

    (define blank-codes (make-code-table 9 10 11 12 13 32))
    (define delimiter-codes (make-code-table 9 10 11 12 13 32 34 40 41 59 91 93 123 124 125)) ; blanks " ( ) ; [ ] { | }

    ;; All but blanks that are no line end.
    (define visible-codes
      (let ((table (make-bytevector 128 1)))
        (for-each (lambda (code) (bytevector-u8-set! table code 0)) '(9 11 12 32))
        table))

    ;; What ends a token, or must not stand in a symbol without bars: also control characters and ' ` , [ ] { } \\.
    (define odd-codes
      (let ((table (make-code-table 34 39 40 41 44 59 91 92 93 96 123 124 125 127)))
        (let loop ((code 0))
          (when (<= code 32)
            (bytevector-u8-set! table code 1)
            (loop (+ code 1))))
        table))

    (define (blank? char)
      (let ((code (char->integer char)))
        (if (< code 128)
            (= 1 (bytevector-u8-ref blank-codes code))
            (wide-blank? code))))

    (define (wide-blank? code)
      (or (= code 133) (= code 160) (= code 5760) (<= 8192 code 8202) (= code 8232) (= code 8233)
          (= code 8239) (= code 8287) (= code 12288)))

    (define (delimiter? char)
      (or (eof-object? char)
          (let ((code (char->integer char)))
            (if (< code 128)
                (= 1 (bytevector-u8-ref delimiter-codes code))
                (wide-blank? code)))))

    ;; (read-token source) -> the characters up to the next delimiter, as a string. Tells in source-plain? whether it is sure that all
    ;; of them can stand in a symbol.
    (define (read-token source)
      (if (source-port source)
          (read-token-of-port source (source-port source))
          (let* ((text (source-text source))
                 (start (source-index source))
                 (stop (token-end text start (source-end source))))
            (source-index-set! source stop)
            (source-plain-set! source #f)
            (substring text start stop))))

    (define (token-end text index end)
      (if (or (= index end) (delimiter? (string-ref text index)))
          index
          (token-end text (+ index 1) end)))

    (define (read-token-of-port source port)
      (let* ((run (take-run port odd-codes))
             (plain? (delimiter? (peek-char port)))
             (token (if plain? run (string-append run (rest-of-token port)))))
        (source-plain-set! source plain?)
        (source-index-set! source (+ (source-index source) (string-length token)))
        token))

    (define (rest-of-token port)
      (let loop ((chars '()))
        (if (delimiter? (peek-char port))
            (list->string (reverse chars))
            (loop (cons (read-char port) chars)))))))
