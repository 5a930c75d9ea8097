;;; Characters: classes, case and comparison. ASCII and Latin-1 letters have case; beyond them characters are themselves.
(define-library (runtime characters)
  (export char-alphabetic? char-numeric? char-whitespace? char-upper-case? char-lower-case? digit-value
          char-upcase char-downcase char-foldcase
          char-ci=? char-ci<? char-ci>? char-ci<=? char-ci>=?
          n-ary-char=? n-ary-char<? n-ary-char>? n-ary-char<=? n-ary-char>=?
          string-upcase string-downcase string-foldcase
          string-ci=? string-ci<? string-ci>? string-ci<=? string-ci>=?)
  (import (primitives) (core-syntax) (runtime errors) (runtime lists) (runtime strings))
  (begin
    (define (code-of who char)
      (if (char? char) (char->integer char) (wrong-type who 0 'char char)))

    (define (upper-code? code)
      (or (and (%fx>= code 65) (%fx<= code 90))
          (and (%fx>= code #xc0) (%fx<= code #xde) (not (%fx= code #xd7)))))
    (define (lower-code? code)
      (or (and (%fx>= code 97) (%fx<= code 122))
          (and (%fx>= code #xdf) (%fx<= code #xff) (not (%fx= code #xf7)))))

    ;; ß and ÿ have no capital in Latin-1 and stay.
    (define (%upcase-code code)
      (if (and (lower-code? code) (not (%fx= code #xdf)) (not (%fx= code #xff))) (%fx- code 32) code))
    (define (%downcase-code code)
      (if (upper-code? code) (%fx+ code 32) code))

    (define (char-alphabetic? char)
      (let ((code (code-of 'char-alphabetic? char)))
        (or (upper-code? code) (lower-code? code) (%fx= code #xaa) (%fx= code #xb5) (%fx= code #xba)
            (and (%fx> code #xff) (letter-beyond-latin? code)))))

    ;; Blocks of Unicode that are mostly letters.
    (define (letter-beyond-latin? code)
      (or (%fx<= code #x2ff)
          (and (%fx>= code #x370) (%fx<= code #x1fff))
          (and (%fx>= code #x3040) (%fx<= code #xd7ff))
          (and (%fx>= code #xf900) (%fx<= code #xfdff))
          (and (%fx>= code #x10000) (%fx<= code #x1f000))
          (and (%fx>= code #x20000) (%fx<= code #x3ffff))))

    (define (char-numeric? char)
      (let ((code (code-of 'char-numeric? char)))
        (and (%fx>= code 48) (%fx<= code 57))))

    (define (digit-value char)
      (let ((code (code-of 'digit-value char)))
        (if (and (%fx>= code 48) (%fx<= code 57)) (%fx- code 48) #f)))

    (define (char-whitespace? char)
      (let ((code (code-of 'char-whitespace? char)))
        (or (%fx= code 32)
            (and (%fx>= code 9) (%fx<= code 13))
            (and (%fx>= code #x85)
                 (or (%fx= code #x85) (%fx= code #xa0) (%fx= code #x1680)
                     (and (%fx>= code #x2000) (%fx<= code #x200a))
                     (%fx= code #x2028) (%fx= code #x2029) (%fx= code #x202f) (%fx= code #x205f) (%fx= code #x3000))))))

    (define (char-upper-case? char) (upper-code? (code-of 'char-upper-case? char)))
    (define (char-lower-case? char) (lower-code? (code-of 'char-lower-case? char)))
    (define (char-upcase char) (%integer->char (%upcase-code (code-of 'char-upcase char))))
    (define (char-downcase char) (%integer->char (%downcase-code (code-of 'char-downcase char))))
    (define (char-foldcase char) (%integer->char (%downcase-code (code-of 'char-foldcase char))))

    ;;; Comparisons as procedures of any number of arguments

    (define (chain-chars who related? key first rest)
      (let loop ((previous (key (code-of who first))) (rest rest) (answer #t))
        (if (pair? rest)
            (let ((next (key (code-of who (%car rest)))))
              (loop next (%cdr rest) (and answer (related? previous next))))
            answer)))

    (define (same code) code)
    (define (equal-codes? one other) (%fx= one other))
    (define (less-code? one other) (%fx< one other))
    (define (greater-code? one other) (%fx> one other))
    (define (at-most-code? one other) (%fx<= one other))
    (define (at-least-code? one other) (%fx>= one other))

    (define (n-ary-char=? first . rest) (chain-chars 'char=? equal-codes? same first rest))
    (define (n-ary-char<? first . rest) (chain-chars 'char<? less-code? same first rest))
    (define (n-ary-char>? first . rest) (chain-chars 'char>? greater-code? same first rest))
    (define (n-ary-char<=? first . rest) (chain-chars 'char<=? at-most-code? same first rest))
    (define (n-ary-char>=? first . rest) (chain-chars 'char>=? at-least-code? same first rest))

    (define (char-ci=? first . rest) (chain-chars 'char-ci=? equal-codes? %downcase-code first rest))
    (define (char-ci<? first . rest) (chain-chars 'char-ci<? less-code? %downcase-code first rest))
    (define (char-ci>? first . rest) (chain-chars 'char-ci>? greater-code? %downcase-code first rest))
    (define (char-ci<=? first . rest) (chain-chars 'char-ci<=? at-most-code? %downcase-code first rest))
    (define (char-ci>=? first . rest) (chain-chars 'char-ci>=? at-least-code? %downcase-code first rest))

    ;;; Strings

    (define (map-codes who change string)
      (if (not (string? string)) (wrong-type who 0 'string string))
      (let* ((length (string-length string))
             (result (%make-string length (%string-unit string))))
        (let loop ((index 0))
          (if (%fx< index length)
              (begin
                (%string-unit-set! result index (change (%string-unit-ref string index)))
                (loop (%fx+ index 1)))
              result))))

    (define (string-upcase string) (map-codes 'string-upcase %upcase-code string))
    (define (string-downcase string) (map-codes 'string-downcase %downcase-code string))
    (define (string-foldcase string) (map-codes 'string-foldcase %downcase-code string))

    (define (string-ci=? . strings) (apply string=? (map string-foldcase strings)))
    (define (string-ci<? . strings) (apply string<? (map string-foldcase strings)))
    (define (string-ci>? . strings) (apply string>? (map string-foldcase strings)))
    (define (string-ci<=? . strings) (apply string<=? (map string-foldcase strings)))
    (define (string-ci>=? . strings) (apply string>=? (map string-foldcase strings)))))
