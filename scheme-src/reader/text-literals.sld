;;; Text literals: characters, strings and symbols between bars (R7RS 7.1.1, 2.1, 6.6, 6.7).
;;;
;;; What the source's text holds whole is taken out of it at once; the rest goes character by character through a string port.
(define-library (reader text-literals)
  (export read-character read-string-literal fold-ascii)
  (cond-expand
    (suo (import (runtime base)))
    ((not suo) (import (scheme base))))
  (import (reader number) (reader source) (reader advice) (reader balance))
  (begin
    ;;; Characters.

    (define character-names
      '(("alarm" . 7) ("backspace" . 8) ("delete" . 127) ("escape" . 27) ("newline" . 10) ("null" . 0) ("return" . 13)
        ("space" . 32) ("tab" . 9) ("nul" . 0) ("linefeed" . 10) ("altmode" . 27) ("rubout" . 127) ("page" . 12)))

    ;; After #\ : any one character, then more up to a delimiter when it is a name or a number.
    (define (read-character source position)
      (let ((first (advance! source)))
        (cond ((eof-object? first)
               (fail source position "no character follows #\\")
               #\space)
              ((delimiter? (peek source)) first)
              (else (named-character source (string-append (string first) (read-token source)) position)))))

    (define (named-character source name position)
      (let ((code (if (memv (string-ref name 0) '(#\x #\X))
                      (parse-number name 1 (string-length name) 16 #f)
                      #f)))
        (cond ((and (exact-integer? code) (scalar-value? code)) (integer->char code))
              ((assoc (if (source-fold-case? source) (fold-ascii name) name) character-names)
               => (lambda (entry) (integer->char (cdr entry))))
              (else
               (fail source position (string-append "unknown character name #\\" name)
                     (character-name-hint name (map car character-names)))
               #\space))))

    (define (scalar-value? code)
      (or (<= 0 code 55295) (<= 57344 code 1114111)))

    (define (fold-ascii string)
      (string-map (lambda (char)
                    (if (and (char<=? #\A char) (char<=? char #\Z))
                        (integer->char (+ 32 (char->integer char)))
                        char))
                  string))

    ;;; Strings and |symbols|: the opening mark has been taken.

    ;; Usually the whole literal is in the text, on one line, and its escapes are of two characters.
    (define (read-string-literal source mark position)
      (let ((text (source-text source)) (start (source-index source)) (end (source-end source)))
        (let loop ((index start) (escapes 0))
          (let* ((stop (run-end text index end string-codes))
                 (char (if (< stop end) (string-ref text stop) #\newline)))
            (cond ((char=? char mark)
                   (source-index-set! source (+ stop 1))
                   (if (= escapes 0) (substring text start stop) (copy-escaped text start stop escapes)))
                  ((and (char=? char #\\) (< (+ stop 1) end) (escaped-character (string-ref text (+ stop 1))))
                   (loop (+ stop 2) (+ escapes 1)))
                  ((or (char=? char #\\) (line-end? char)) (read-escaped-string source mark position))
                  (else (loop (+ stop 1) escapes)))))))

    (define (copy-escaped text start stop escapes)
      (let ((string (make-string (- stop start escapes))))
        (let loop ((from start) (to 0))
          (if (< from stop)
              (let ((char (string-ref text from)))
                (if (char=? char #\\)
                    (begin
                      (string-set! string to (escaped-character (string-ref text (+ from 1))))
                      (loop (+ from 2) (+ to 1)))
                    (begin
                      (string-set! string to char)
                      (loop (+ from 1) (+ to 1)))))
              string))))

    ;; What a backslash and this character mean together, or #f.
    (define (escaped-character char)
      (let ((code (char->integer char)))
        (if (< code 128) (vector-ref escaped-characters code) #f)))

    (define escaped-characters
      (let ((table (make-vector 128 #f)))
        (for-each (lambda (entry) (vector-set! table (char->integer (car entry)) (integer->char (cdr entry))))
                  '((#\a . 7) (#\b . 8) (#\t . 9) (#\n . 10) (#\r . 13) (#\" . 34) (#\\ . 92) (#\| . 124)))
        table))

    ;; Newline, return, " \\ |
    (define string-codes
      (let ((table (make-bytevector 128 0)))
        (for-each (lambda (code) (bytevector-u8-set! table code 1)) '(10 13 34 92 124))
        table))

    (define (read-escaped-string source mark position)
      (let ((port (open-output-string)))
        (let loop ()
          (let ((char (advance! source)))
            (cond ((eof-object? char)
                   (fail source position
                         (if (char=? mark #\") "this string is never closed" "this symbol is never closed")
                         (if (source-port source) #f (quotation-hint (source-text source))))
                   ;; So are the lists around it, which is no second mistake.
                   (source-suspect-set! source 'text))
                  ((char=? char mark) #t)
                  ((char=? char #\\) (read-escape source port) (loop))
                  ((and (char=? char #\return) (char=? mark #\"))
                   (unless (eqv? (peek source) #\newline) (write-char #\newline port))
                   (loop))
                  (else (write-char char port) (loop)))))
        (get-output-string port)))

    (define (read-escape source port)
      (let* ((position (here-before source))
             (char (advance! source)))
        (cond ((eof-object? char) #f)
              ((escaped-character char) => (lambda (meant) (write-char meant port)))
              ((memv char '(#\x #\X)) (read-hex-escape source port position))
              ((blank? char) (skip-line-continuation! source char position))
              (else
               (fail source position (string-append "unknown escape \\" (string char)) (escape-hint char))
               (write-char char port)))))

    (define (read-hex-escape source port position)
      (let loop ((digits '()))
        (let ((char (peek source)))
          (cond ((eof-object? char) #f)
                ((char=? char #\;)
                 (advance! source)
                 (let ((code (parse-number (list->string (reverse digits)) 0 (length digits) 16 #f)))
                   (if (and (exact-integer? code) (scalar-value? code))
                       (write-char (integer->char code) port)
                       (fail source position "this escape names no character"
                             "characters are numbered 0 to D7FF and E000 to 10FFFF, in hexadecimal"))))
                ((parse-number (string char) 0 1 16 #f)
                 (loop (cons (advance! source) digits)))
                (else (fail source position "a hexadecimal escape ends with a semicolon" "the letter A is \\x41;"))))))

    ;; Backslash, blanks, line end, blanks: nothing.
    (define (skip-line-continuation! source char position)
      (let to-line-end ((char char))
        (cond ((eof-object? char) #f)
              ((char=? char #\newline) #t)
              ((char=? char #\return) (when (eqv? (peek source) #\newline) (advance! source)))
              ((blank? char) (to-line-end (advance! source)))
              (else (fail source position "only blanks may stand between \\ and the end of the line"))))
      (let blanks ()
        (let ((char (peek source)))
          (when (and (not (eof-object? char)) (blank? char) (not (line-end? char)))
            (advance! source)
            (blanks)))))))
