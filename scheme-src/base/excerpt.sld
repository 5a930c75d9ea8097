;;; Excerpts: a line of source, with its number in the margin and what is meant underlined.
;;;
;;;     12 | (define (first x) (car x))
;;;        |                   ^~~~~~~
;;;
;;; What is meant begins at a column and extends over one datum: a parenthesised form to its end, when that is on the line, else
;;; over its opening parenthesis; a string, a name, a number. The underline takes into account how wide a terminal shows
;;; the characters. Long lines are shown around the column only.
;;;
;;; Reports of the compiler and of the running program share this, so it needs nothing but characters, strings and an output port.
(define-library (base excerpt)
  (export write-excerpt char-columns)
  (cond-expand
    (suo (import (runtime base)))
    ((not suo) (import (scheme base))))
  (begin
    (define excerpt-width 160)

    ;; (write-excerpt line number column port): line is a string without its newline; number and column count from 1.
    (define (write-excerpt line number column port)
      (let* ((length (string-length line))
             (start (if (<= length excerpt-width) 0 (max 0 (- column (quotient excerpt-width 2)))))
             (end (min length (+ start excerpt-width)))
             (margin (number->string number)))
        (write-margin margin port)
        (write-shown line start end port)
        (newline port)
        (if (<= column (+ end 1))
            (begin
              (write-margin (make-string (string-length margin) #\space) port)
              (write-blanks line start (- column 1) port)
              (write-char #\^ port)
              (write-underline line column (min end (datum-end line (- column 1) length)) port)
              (newline port)))))

    (define (write-margin text port)
      (write-string "  " port)
      (write-string text port)
      (write-string " | " port))

    ;; Characters that would upset a terminal are question marks.
    (define (write-shown line index end port)
      (if (< index end)
          (let ((char (string-ref line index)))
            (write-char (if (and (control-char? char) (not (char=? char #\tab))) #\? char) port)
            (write-shown line (+ index 1) end port))))

    (define (control-char? char)
      (let ((code (char->integer char)))
        (or (< code 32) (and (>= code 127) (< code 160)))))

    ;; As wide as the line from there to the end; tabs stay tabs.
    (define (write-blanks line index end port)
      (if (< index end)
          (let ((char (string-ref line index)))
            (if (char=? char #\tab)
                (write-char char port)
                (write-string (make-string (char-columns char) #\space) port))
            (write-blanks line (+ index 1) end port))))

    ;; Behind the caret: the rest of the first character, and the others.
    (define (write-underline line index end port)
      (let loop ((index (- index 1)) (width -1))
        (if (< index end)
            (loop (+ index 1) (+ width (char-columns (string-ref line index))))
            (write-string (make-string (max width 0) #\~) port))))

    ;;; How far does the datum that begins there extend? All -> the index behind it, at most `length`.

    (define (datum-end line index length)
      (cond ((>= index length) length)
            ((opening? (string-ref line index)) (or (form-end line index length 0) (+ index 1)))
            ((char=? (string-ref line index) #\") (string-end line (+ index 1) length #\"))
            ((char=? (string-ref line index) #\|) (string-end line (+ index 1) length #\|))
            ((char=? (string-ref line index) #\\) (min length (+ index 2)))
            ((prefix? (string-ref line index)) (max (+ index 1) (datum-end line (+ index 1) length)))
            ((hash-form? line index length) (datum-end line (+ index 1) length))
            ((character-literal? line index length) (datum-text-end line (min length (+ index 3)) length))
            (else (max (min length (+ index 1)) (datum-text-end line index length)))))

    (define (opening? char) (or (char=? char #\() (char=? char #\[)))
    (define (closing? char) (or (char=? char #\)) (char=? char #\])))
    (define (prefix? char) (or (char=? char #\') (char=? char #\`) (char=? char #\,)))

    (define (hash-form? line index length)
      (and (char=? (string-ref line index) #\#)
           (< (+ index 1) length)
           (opening? (string-ref line (+ index 1)))))

    (define (character-literal? line index length)
      (and (char=? (string-ref line index) #\#)
           (< (+ index 1) length)
           (char=? (string-ref line (+ index 1)) #\\)))

    ;; Behind the parenthesis that closes the form; #f when it is not on the line.
    (define (form-end line index length depth)
      (if (>= index length)
          #f
          (let ((char (string-ref line index)))
            (cond ((opening? char) (form-end line (+ index 1) length (+ depth 1)))
                  ((closing? char)
                   (if (= depth 1) (+ index 1) (form-end line (+ index 1) length (- depth 1))))
                  ((or (char=? char #\") (char=? char #\|))
                   (form-end line (string-end line (+ index 1) length char) length depth))
                  ((char=? char #\;)
                   (if (and (> index 0) (char=? #\# (string-ref line (- index 1))))
                       (form-end line (+ index 1) length depth)
                       #f))
                  ((character-literal? line index length) (form-end line (+ index 3) length depth))
                  (else (form-end line (+ index 1) length depth))))))

    (define (string-end line index length quote)
      (cond ((>= index length) length)
            ((char=? (string-ref line index) #\\) (string-end line (+ index 2) length quote))
            ((char=? (string-ref line index) quote) (+ index 1))
            (else (string-end line (+ index 1) length quote))))

    (define (datum-text-end line index length)
      (if (and (< index length) (token-char? (string-ref line index)))
          (datum-text-end line (+ index 1) length)
          (min index length)))

    (define (token-char? char)
      (not (or (char<=? char #\space) (opening? char) (closing? char)
               (char=? char #\") (char=? char #\;) (char=? char #\'))))

    ;;; Columns of a terminal.

    ;; (char-columns char) -> 0, 1 or 2: combining marks take none, East Asian wide characters and pictures two.
    (define (char-columns char)
      (let ((code (char->integer char)))
        (cond ((< code #x300) 1)
              ((in-ranges? code combining-ranges) 0)
              ((in-ranges? code wide-ranges) 2)
              (else 1))))

    (define (in-ranges? code ranges)
      (and (pair? ranges)
           (or (and (>= code (car ranges)) (<= code (car (cdr ranges))))
               (in-ranges? code (cdr (cdr ranges))))))

    ;; First and last codes.
    (define combining-ranges
      '(#x300 #x36f #x483 #x489 #x591 #x5bd #x610 #x61a #x64b #x65f #x1ab0 #x1aff #x1dc0 #x1dff #x200b #x200f #x20d0 #x20ff
        #xfe00 #xfe0f #xfe20 #xfe2f))

    (define wide-ranges
      '(#x1100 #x115f #x2e80 #x303e #x3041 #x33ff #x3400 #x4dbf #x4e00 #x9fff #xa000 #xa4cf #xac00 #xd7a3 #xf900 #xfaff
        #xfe30 #xfe6f #xff00 #xff60 #xffe0 #xffe6 #x1f300 #x1f64f #x1f680 #x1f6ff #x1f900 #x1f9ff #x20000 #x3fffd))))
