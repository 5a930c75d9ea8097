;;; Advice: what was probably meant by text that cannot be read. Each procedure gives the hint of a report, a string, or #f.
;;;
;;;   (hash-token-hint token next)                 for what begins with #; next: the character behind it, or eof
;;;   (character-name-hint name known-names)       for #\name
;;;   (escape-hint char)                           for a backslash and this character in a string
;;;   (misleading-code? code)                      does a character look like one of Scheme's, and is another?
;;;   (odd-character-hint char)                    for a character that stands in no symbol
;;;   (character-text char)                        the character as a message shows it
(define-library (reader advice)
  (export hash-token-hint character-name-hint escape-hint misleading-code? odd-character-hint character-text)
  (cond-expand (suo (import (runtime base))) ((not suo) (import (scheme base))))
  (import (reader number))
  (begin
    (define (hash-token-hint token next)
      (let ((second (if (> (string-length token) 1) (string-ref token 1) #\space)))
        (cond ((assoc token hash-token-hints) => cdr)
              ((and (string=? token "#u8") (char? next)) "its parenthesis follows at once: #u8(1 2 3)")
              ((char=? second #\<) "objects that print so cannot be read back")
              ((char=? second #\:) "keywords are no part of R7RS; a symbol is written 'name")
              ((char=? second #\!) "the directives are #!fold-case and #!no-fold-case")
              ((memv second '(#\t #\T)) "true is written #t or #true")
              ((memv second '(#\f #\F)) "false is written #f or #false")
              ((memv second '(#\x #\X)) "a hexadecimal number has the digits 0 to 9 and a to f: #x1F")
              ((memv second '(#\b #\B)) "a binary number has the digits 0 and 1: #b101")
              ((memv second '(#\o #\O)) "an octal number has the digits 0 to 7: #o17")
              ((memv second '(#\d #\D #\e #\E #\i #\I)) "a number must follow")
              (else "after # stand t f \\ ( ; | ! u8( or the prefix of a number: x b o d e i"))))

    (define hash-token-hints
      '(("#!eof" . "(eof-object) gives it")
        ("#!default" . "R7RS has no written form of such an object")
        ("#!unspecific" . "R7RS has no written form of such an object")
        ("#!void" . "R7RS has no written form of such an object")
        ("#!optional" . "optional parameters are written with `case-lambda`, or (lambda (required . rest) ...)")
        ("#!rest" . "a rest parameter follows a dot: (lambda (required . rest) ...)")
        ("#vu8" . "R7RS writes bytevectors #u8(1 2 3)")
        ("#&" . "(srfi 111) has boxes: (box object)")
        ("#%" . "R7RS has no such notation")))

    ;;; Characters.

    (define (character-name-hint name known-names)
      (let ((first (string-ref name 0)))
        (cond ((memv first '(#\( #\)))
               "a space must follow the character before something else begins: #\\( 1")
              ((and (memv first '(#\u #\U)) (hexadecimal-tail? name))
               (string-append "written with x: #\\x" (hexadecimal-tail name)))
              ((and (memv first '(#\x #\X)) (hexadecimal? name 1))
               "no character has this number: they go up to D7FF, and from E000 to 10FFFF, in hexadecimal")
              ((similar-name name known-names) => (lambda (near) (string-append "did you mean #\\" near "?")))
              ((= 2 (string-length name)) "a string of two characters is written with double quotes")
              (else "the names are alarm backspace delete escape newline null return space tab; any character is #\\x and its number"))))

    (define (hexadecimal-tail? name)
      (let ((tail (hexadecimal-tail name)))
        (and (> (string-length tail) 0) (hexadecimal? tail 0))))

    ;; Behind `u` or `U+`.
    (define (hexadecimal-tail name)
      (let ((plus? (and (> (string-length name) 1) (char=? #\+ (string-ref name 1)))))
        (substring name (if plus? 2 1) (string-length name))))

    (define (hexadecimal? text start)
      (exact-integer? (string->number* (substring text start (string-length text)) 16)))

    ;; The first known name that differs by one character left out, put in or replaced, or only in case.
    (define (similar-name name known-names)
      (let loop ((known known-names))
        (cond ((null? known) #f)
              ((one-edit? (plain-letters name) (car known)) (car known))
              (else (loop (cdr known))))))

    (define (plain-letters name)
      (string-map (lambda (char)
                    (if (and (char<=? #\A char) (char<=? char #\Z))
                        (integer->char (+ 32 (char->integer char)))
                        char))
                  name))

    (define (one-edit? a b)
      (let ((end-a (string-length a)) (end-b (string-length b)))
        (let loop ((index 0))
          (cond ((or (= index end-a) (= index end-b)) (<= (abs (- end-a end-b)) 1))
                ((char=? (string-ref a index) (string-ref b index)) (loop (+ index 1)))
                (else
                 (or (string=? (substring a (+ index 1) end-a) (substring b (+ index 1) end-b))
                     (string=? (substring a index end-a) (substring b (+ index 1) end-b))
                     (string=? (substring a (+ index 1) end-a) (substring b index end-b))))))))

    (define (escape-hint char)
      (case char
        ((#\u #\U) "a character by its number is \\x41;")
        ((#\0) "the null character is \\x0;")
        ((#\e) "the escape character is \\x1b;")
        ((#\v #\f) "R7RS has \\a \\b \\t \\n \\r \\\" \\\\ \\| and \\x41;")
        (else "a backslash itself is \\\\")))

    ;;; Characters of word processors, of full width, and those that nobody sees.

    (define (misleading-code? code)
      (and (assv code misleading-codes) #t))

    (define (odd-character-hint char)
      (cond ((assv (char->integer char) misleading-codes) => cdr)
            ((char=? char #\') "strings are written with double quotes; a quote stands before a datum: 'a")
            ((char=? char #\\) "a character is written #\\a, a string \"a\"")
            ((char=? char #\,) "elements of a list are separated by blanks; a comma stands before what a quasiquotation evaluates")
            (else #f)))

    (define quotes-hint "strings are written with plain double quotes: \"text\"")
    (define quote-hint "quoted data begin with a plain quote: 'a")
    (define parenthesis-hint "only the plain parentheses ( and ) are parentheses")
    (define blank-hint "it is invisible: delete it, or put a plain blank in its place")
    (define minus-hint "the minus sign of programs is the plain hyphen: -")

    (define misleading-codes
      (list (cons #x201c quotes-hint) (cons #x201d quotes-hint) (cons #x201e quotes-hint) (cons #xab quotes-hint)
            (cons #xbb quotes-hint) (cons #xff02 quotes-hint)
            (cons #x2018 quote-hint) (cons #x2019 quote-hint) (cons #xb4 quote-hint) (cons #xff07 quote-hint)
            (cons #xff08 parenthesis-hint) (cons #xff09 parenthesis-hint) (cons #xff3b parenthesis-hint)
            (cons #xff3d parenthesis-hint) (cons #x3010 parenthesis-hint) (cons #x3011 parenthesis-hint)
            (cons #x200b blank-hint) (cons #x2060 blank-hint) (cons #xfeff blank-hint) (cons #xad blank-hint)
            (cons #x2212 minus-hint)))

    (define (character-text char)
      (let* ((code (char->integer char))
             (number (string-append "U+" (number->string code 16))))
        (cond ((or (< code 32) (= code 127) (memv code '(#xad #x200b #x2060 #xfeff))) number)
              ((< code 127) (string char))
              (else (string-append (string char) " (" number ")")))))))
