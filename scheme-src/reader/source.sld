;;; Source: the characters that the parser reads, and where they stand.
;;;
;;; A source is a string, or a textual port of which no character is taken before it is needed. A port too is read as a string: the
;;; text that it holds just now, of which the parser takes as much as it wants; only where that ends, the port is asked for more. So the
;;; inner loops (blanks, comments, tokens) run over text and know of no port.
;;;
;;;   (open-text-source text file-index fail)     (open-port-source port file-index fail)
;;;   (open-text-source-at text file-index line fail)     the text begins in that line
;;;   (peek source) (advance! source)             the next character, or an eof object
;;;   (here source)                               its position
;;;   (next-visible source)                       the next character that is neither blank nor in a line comment
;;;   (plain-token-end source) (read-token source)    the characters up to the next delimiter
;;;   (fail source position message hint …)       tell the source's owner of a mistake
;;;   (release! source)                           the port goes on behind what was taken
;;;
;;; Columns count characters, a tab is one.
(define-library (reader source)
  (export open-text-source open-text-source-at open-port-source release!
          source-text source-index source-index-set! source-end source-port source-located?
          source-fold-case? source-fold-case-set! source-labels source-labels-set!
          source-unclosed source-unclosed-set! source-suspect source-suspect-set! source-misfit source-misfit-set!
          source-bracket? source-bracket-set! odd-codes run-end intern-range
          line-unit peek advance! skip-mark! here here-before next-visible line-end? plain-token-end read-token delimiter? blank? fail)
  (cond-expand
    (suo (import (runtime base)))
    ((not suo)
     (import (scheme base))
     (begin
       ;;; What (runtime port-text) says; a port of another system holds one character, or none.

       (define (port-text port)
         (let ((char (peek-char port)))
           (if (eof-object? char) "" (string char))))
       (define (port-text-start port) 0)
       (define (port-text-end port) 1)
       (define (port-text-taken! port index) (if (= index 1) (read-char port)))
       (define (port-text-more? port) (not (eof-object? (peek-char port))))

       (define (run-end text index end marks)
         (if (and (< index end) (in-run? (char->integer (string-ref text index)) marks))
             (run-end text (+ index 1) end marks)
             index))

       (define (in-run? code marks) (and (< code 128) (= 0 (bytevector-u8-ref marks code))))

       (define (intern-range text start end) (string->symbol (substring text start end))))))
  (begin
    ;; text, index, end: what is still to be read of a string, or of the text that the port holds; located?: data with positions are wanted;
    ;; line-base: position of column 0 of the current line; line-start: index of its first character, perhaps before the text.
    ;; unclosed: position of the outermost list that the end of the text cut off, or #f;
    ;; misfit: positions of a list and of the first element in it that stands where the list should have ended, or #f;
    ;; suspect: position of the first list that begins in column 1 inside another, or #f; bracket?: has a bracket been reported?
    (define-record-type source
      (make-source text index end port located? line-base line-start fold-case? labels fail unclosed suspect misfit bracket?)
      source?
      (text source-text source-text-set!)
      (index source-index source-index-set!)
      (end source-end source-end-set!)
      (port source-port)
      (located? source-located?)
      (line-base source-line-base source-line-base-set!)
      (line-start source-line-start source-line-start-set!)
      (fold-case? source-fold-case? source-fold-case-set!)
      (labels source-labels source-labels-set!)
      (fail source-fail)
      (unclosed source-unclosed source-unclosed-set!)
      (suspect source-suspect source-suspect-set!)
      (misfit source-misfit source-misfit-set!)
      (bracket? source-bracket? source-bracket-set!))

    (define line-unit 65536)
    (define file-unit 1099511627776)

    (define (open-text-source text file-index fail)
      (let ((source (open-text-source-at text file-index 1 fail)))
        (skip-script-line! source)
        source))

    (define (open-text-source-at text file-index line fail)
      (make-source text 0 (string-length text) #f #t (+ (* file-index file-unit) (* line line-unit)) 0 #f '() fail #f #f #f #f))

    ;; Its data are wanted without positions.
    (define (open-port-source port file-index fail)
      (make-source "" 0 0 port #f (+ (* file-index file-unit) line-unit) 0 #f '() fail #f #f #f #f))

    ;; The port's text is at its end: get more of it, if there is any.
    (define (more! source)
      (let ((port (source-port source)))
        (and port
             (begin
               (release! source)
               (port-text-more? port))
             (let ((start (port-text-start port)))
               (source-text-set! source (port-text port))
               (source-end-set! source (port-text-end port))
               (move-index! source start)
               #t))))

    ;; The port is told what has been taken; its text may change then.
    (define (release! source)
      (when (and (source-port source) (< 0 (source-end source)))
        (port-text-taken! (source-port source) (source-index source))
        (source-text-set! source "")
        (source-end-set! source 0)
        (move-index! source 0)))

    ;; The index of the same place in another text.
    (define (move-index! source index)
      (source-line-start-set! source (+ (source-line-start source) (- index (source-index source))))
      (source-index-set! source index))

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
      (release! source)
      (apply (source-fail source) position message hints))

    ;;; Characters.

    (define (peek source)
      (if (or (< (source-index source) (source-end source)) (more! source))
          (string-ref (source-text source) (source-index source))
          (eof-object)))

    ;; Take the next character and return it.
    (define (advance! source)
      (let ((char (peek source)))
        (unless (eof-object? char)
          (skip-mark! source)
          (when (char=? char #\newline) (begin-line! source (source-index source))))
        char))

    ;; Take a character that has been looked at and is no newline.
    (define (skip-mark! source) (source-index-set! source (+ (source-index source) 1)))

    (define (begin-line! source start)
      (source-line-start-set! source start)
      (source-line-base-set! source (+ (source-line-base source) line-unit)))

    ;; The position of the next character.
    (define (here source)
      (let ((column (+ 1 (- (source-index source) (source-line-start source)))))
        (+ (source-line-base source) (if (< column line-unit) column (- line-unit 1)))))

    (define (here-before source) (- (here source) 1))

    (define (skip-line! source)
      (source-index-set! source (end-of-line (source-text source) (source-index source) (source-end source)))
      (when (and (= (source-index source) (source-end source)) (more! source))
        (skip-line! source)))

    (define (end-of-line text index end)
      (if (or (= index end) (line-end? (string-ref text index)))
          index
          (end-of-line text (+ index 1) end)))

    ;; Also a return alone ends a line, and a comment (R7RS 7.1.1).
    (define (line-end? char) (or (char=? char #\newline) (char=? char #\return)))

    ;; (next-visible source) -> the next character that is not blank and not in a line comment, not taken; or eof.
    (define (next-visible source)
      (let ((text (source-text source)) (end (source-end source)))
        (let loop ((index (source-index source)))
          (if (= index end)
              (begin
                (source-index-set! source index)
                (if (more! source) (next-visible source) (eof-object)))
              (let* ((char (string-ref text index)) (code (char->integer char)))
                (cond ((and (< code 128) (= 0 (bytevector-u8-ref veiled-codes code)))
                       (source-index-set! source index)
                       char)
                      ((= code 10)
                       (begin-line! source (+ index 1))
                       (loop (+ index 1)))
                      ((= code 59)
                       (source-index-set! source index)
                       (skip-line! source)
                       (next-visible source))
                      ((blank? char) (loop (+ index 1)))
                      (else (source-index-set! source index) char)))))))

    ;;; Kinds of characters. Of those below 128 a table tells.

    (define (make-code-table . codes)
      (let ((table (make-bytevector 128 0)))
        (for-each (lambda (code) (bytevector-u8-set! table code 1)) codes)
        table))

    (define blank-codes (make-code-table 9 10 11 12 13 32))
    (define delimiter-codes (make-code-table 9 10 11 12 13 32 34 40 41 59 91 93 123 124 125)) ; blanks " ( ) ; [ ] { | }

    (define veiled-codes (make-code-table 9 10 11 12 13 32 59)) ; blanks and ;

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

    ;; (plain-token-end source) -> the index behind the token that begins here; or #f: it is not sure that all its characters can stand
    ;; in a symbol, or it ends with the text.
    (define (plain-token-end source)
      (let* ((text (source-text source))
             (start (source-index source))
             (stop (run-end text start (source-end source) odd-codes)))
        (and (< start stop)
             (< stop (source-end source))
             (delimiter? (string-ref text stop))
             stop)))

    ;; (read-token source) -> the characters up to the next delimiter, as a string.
    (define (read-token source)
      (let* ((text (source-text source))
             (start (source-index source))
             (stop (token-end text start (source-end source)))
             (token (substring text start stop)))
        (source-index-set! source stop)
        (if (and (= stop (source-end source)) (more! source))
            (string-append token (read-token source))
            token)))

    (define (token-end text index end)
      (if (or (= index end) (delimiter? (string-ref text index)))
          index
          (token-end text (+ index 1) end)))))
