;;; Characters: classes, case and comparison, by the tables of (runtime unicode-data).
;;;
;;; Characters map to characters, strings to strings that may be longer: the capital of a string with a German sharp s has two
;;; letters for it, and a capital sigma at the end of a Greek word becomes the final small one.
(define-library (runtime characters)
  (export char-alphabetic? char-numeric? char-whitespace? char-upper-case? char-lower-case? digit-value
          char-upcase char-downcase char-foldcase
          char-ci=? char-ci<? char-ci>? char-ci<=? char-ci>=?
          n-ary-char=? n-ary-char<? n-ary-char>? n-ary-char<=? n-ary-char>=?
          string-upcase string-downcase string-foldcase
          string-ci=? string-ci<? string-ci>? string-ci<=? string-ci>=?)
  (import (primitives) (core-syntax) (runtime errors) (runtime lists) (runtime strings) (runtime unicode-data))
  (begin
    (define (code-of who char)
      (if (char? char) (char->integer char) (wrong-type who 0 'char char)))

    ;;; Classes. ASCII is decided by comparison and never touches the tables.

    (define zero 35)                    ; the code of the tables' zero

    (define (class-of code)
      (if (%fx< code unicode-limit)
          (let ((block (%fx- (%string-unit-ref class-index (%fxsra code 7)) zero)))
            (%fx- (%string-unit-ref class-blocks (%fx+ (%fxsll block 7) (%fxand code 127))) zero))
          0))

    (define (property? code bit)
      (not (%fx= (%fxand (%vector-ref class-properties (class-of code)) bit) 0)))

    (define alphabetic 1)
    (define upper 2)
    (define lower 4)
    (define digit 8)
    (define space 16)
    (define cased 32)
    (define case-ignorable 64)

    (define (between? low code high) (and (%fx>= code low) (%fx<= code high)))
    (define (ascii? code) (%fx< code 128))
    (define (ascii-capital? code) (between? 65 code 90))
    (define (ascii-small? code) (between? 97 code 122))

    (define (char-alphabetic? char)
      (let ((code (code-of 'char-alphabetic? char)))
        (if (ascii? code)
            (or (ascii-small? code) (ascii-capital? code))
            (property? code alphabetic))))

    (define (char-numeric? char)
      (let ((code (code-of 'char-numeric? char)))
        (if (ascii? code) (between? 48 code 57) (property? code digit))))

    (define (digit-value char)
      (let ((code (code-of 'digit-value char)))
        (cond ((between? 48 code 57) (%fx- code 48))
              ((ascii? code) #f)
              (else (%vector-ref class-digits (class-of code))))))

    (define (char-whitespace? char)
      (let ((code (code-of 'char-whitespace? char)))
        (if (ascii? code)
            (or (%fx= code 32) (between? 9 code 13))
            (property? code space))))

    (define (char-upper-case? char)
      (let ((code (code-of 'char-upper-case? char)))
        (if (ascii? code) (ascii-capital? code) (property? code upper))))

    (define (char-lower-case? char)
      (let ((code (code-of 'char-lower-case? char)))
        (if (ascii? code) (ascii-small? code) (property? code lower))))

    ;;; Simple case mapping: from one character to one.

    (define (moved code distances) (%fx+ code (%vector-ref distances (class-of code))))

    (define (%upcase-code code)
      (cond ((ascii-small? code) (%fx- code 32))
            ((ascii? code) code)
            (else (moved code class-upcase))))
    (define (%downcase-code code)
      (cond ((ascii-capital? code) (%fx+ code 32))
            ((ascii? code) code)
            (else (moved code class-downcase))))
    (define (%foldcase-code code)
      (cond ((ascii-capital? code) (%fx+ code 32))
            ((ascii? code) code)
            (else (moved code class-foldcase))))

    (define (char-upcase char)
      (if (%likely (and (char? char) (ascii? (char->integer char))))
          (if (ascii-small? (char->integer char)) (%integer->char (%fx- (char->integer char) 32)) char)
          (any-char-upcase char)))
    (define (any-char-upcase char) (%integer->char (%upcase-code (code-of 'char-upcase char))))
    (define (char-downcase char)
      (if (%likely (and (char? char) (ascii? (char->integer char))))
          (if (ascii-capital? (char->integer char)) (%integer->char (%fx+ (char->integer char) 32)) char)
          (any-char-downcase char)))
    (define (any-char-downcase char) (%integer->char (%downcase-code (code-of 'char-downcase char))))
    (define (char-foldcase char) (%integer->char (%foldcase-code (code-of 'char-foldcase char))))

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

    (define n-ary-char=?
      (case-lambda
        ((one other) (equal-codes? (code-of 'char=? one) (code-of 'char=? other)))
        ((first . rest) (chain-chars 'char=? equal-codes? same first rest))))
    (define n-ary-char<?
      (case-lambda
        ((one other) (less-code? (code-of 'char<? one) (code-of 'char<? other)))
        ((first . rest) (chain-chars 'char<? less-code? same first rest))))
    (define n-ary-char>?
      (case-lambda
        ((one other) (greater-code? (code-of 'char>? one) (code-of 'char>? other)))
        ((first . rest) (chain-chars 'char>? greater-code? same first rest))))
    (define n-ary-char<=?
      (case-lambda
        ((one other) (at-most-code? (code-of 'char<=? one) (code-of 'char<=? other)))
        ((first . rest) (chain-chars 'char<=? at-most-code? same first rest))))
    (define n-ary-char>=?
      (case-lambda
        ((one other) (at-least-code? (code-of 'char>=? one) (code-of 'char>=? other)))
        ((first . rest) (chain-chars 'char>=? at-least-code? same first rest))))

    (define (folded who char) (%foldcase-code (code-of who char)))

    (define char-ci=?
      (case-lambda
        ((one other) (equal-codes? (folded 'char-ci=? one) (folded 'char-ci=? other)))
        ((first . rest) (chain-chars 'char-ci=? equal-codes? %foldcase-code first rest))))
    (define char-ci<?
      (case-lambda
        ((one other) (less-code? (folded 'char-ci<? one) (folded 'char-ci<? other)))
        ((first . rest) (chain-chars 'char-ci<? less-code? %foldcase-code first rest))))
    (define char-ci>?
      (case-lambda
        ((one other) (greater-code? (folded 'char-ci>? one) (folded 'char-ci>? other)))
        ((first . rest) (chain-chars 'char-ci>? greater-code? %foldcase-code first rest))))
    (define char-ci<=?
      (case-lambda
        ((one other) (at-most-code? (folded 'char-ci<=? one) (folded 'char-ci<=? other)))
        ((first . rest) (chain-chars 'char-ci<=? at-most-code? %foldcase-code first rest))))
    (define char-ci>=?
      (case-lambda
        ((one other) (at-least-code? (folded 'char-ci>=? one) (folded 'char-ci>=? other)))
        ((first . rest) (chain-chars 'char-ci>=? at-least-code? %foldcase-code first rest))))

    ;;; Strings: full case mapping, where one character may become three.

    (define (string-upcase string)
      (map-case 'string-upcase string 97 %upcase-code special-upcase upcase-table))
    (define (string-downcase string)
      (map-case 'string-downcase string 65 %downcase-code special-downcase downcase-table))
    (define (string-foldcase string)
      (map-case 'string-foldcase string 65 %foldcase-code special-foldcase foldcase-table))

    ;; first: of the 26 ASCII letters that change. A result of the same length when all is ASCII, and mostly otherwise.
    (define (map-case who string first change specials table)
      (if (not (string? string)) (wrong-type who 0 'string string))
      (let* ((length (string-length string))
             (result (%make-string length 1)))
        (let loop ((index 0))
          (if (%fx< index length)
              (let ((code (%string-unit-ref string index)))
                (if (ascii? code)
                    (begin
                      (%string-unit-set! result index
                                         (if (between? first code (%fx+ first 25)) (%fxxor code 32) code))
                      (loop (%fx+ index 1)))
                    (map-by-table string change specials (table))))
              result))))

    ;; Tables for the alphabets that begin Unicode, made when first needed: four bytes a code point, the code point that it becomes,
    ;; or 0 when that is not so simple.
    (define table-limit #x600)
    (define tables (%make-vector 3 #f))

    (define (upcase-table) (case-table 0 %upcase-code special-upcase))
    (define (downcase-table) (case-table 1 %downcase-code special-downcase))
    (define (foldcase-table) (case-table 2 %foldcase-code special-foldcase))

    (define (case-table index change specials)
      (or (%vector-ref tables index)
          (let ((table (%make-bytevector (%fx* 4 table-limit))))
            (let loop ((code 0))
              (if (%fx< code table-limit)
                  (begin
                    (if (not (or (find-special specials code)
                                 (and (%fx= code capital-sigma) (eq? specials special-downcase))))
                        (%bytevector-u32-set! table (%fx* 4 code) (change code)))
                    (loop (%fx+ code 1)))))
            (%vector-set! tables index table)
            table)))

    ;; As long as each character becomes one that fits the string's unit.
    (define (map-by-table string change specials table)
      (let* ((length (string-length string))
             (unit (%string-unit string))
             (limit (if (%fx= unit 1) #x100 #x10000))
             (result (%make-string length unit)))
        (let loop ((index 0))
          (if (%fx< index length)
              (let* ((code (%string-unit-ref string index))
                     (mapped (if (%fx< code table-limit) (%bytevector-u32-ref table (%fx* 4 code)) 0)))
                (if (and (%fx> mapped 0) (%fx< mapped limit))
                    (begin
                      (%string-unit-set! result index mapped)
                      (loop (%fx+ index 1)))
                    (map-all string change specials)))
              result))))

    ;; From the end, so that the list of characters is in order.
    (define (map-all string change specials)
      (let loop ((index (%fx- (string-length string) 1)) (chars '()))
        (if (%fx< index 0)
            (list->string chars)
            (let* ((code (%string-unit-ref string index))
                   (special (and (%fx>= code #xdf) (find-special specials code))))
              (loop (%fx- index 1)
                    (cond (special (append (string->list special) chars))
                          ((and (%fx= code capital-sigma) (eq? specials special-downcase))
                           (cons (%integer->char (if (final? string index) final-sigma small-sigma)) chars))
                          (else (cons (%integer->char (change code)) chars))))))))

    ;; The string of a code point in a vector of code points, ascending, and strings; or #f.
    (define (find-special specials code)
      (let loop ((low 0) (high (%fxsra (%vector-length specials) 1)))
        (if (%fx= low high)
            #f
            (let* ((middle (%fxsra (%fx+ low high) 1))
                   (found (%vector-ref specials (%fxsll middle 1))))
              (cond ((%fx= found code) (%vector-ref specials (%fx+ (%fxsll middle 1) 1)))
                    ((%fx< found code) (loop (%fx+ middle 1) high))
                    (else (loop low middle)))))))

    (define capital-sigma #x3a3)
    (define small-sigma #x3c3)
    (define final-sigma #x3c2)

    ;; Does a letter stand before the index and none behind it? What case ignores, accents and apostrophes, is skipped.
    (define (final? string index)
      (and (cased-next? string (%fx- index 1) -1)
           (not (cased-next? string (%fx+ index 1) 1))))

    (define (cased-next? string index step)
      (and (%fx>= index 0)
           (%fx< index (string-length string))
           (let ((code (%string-unit-ref string index)))
             (if (property? code case-ignorable)
                 (cased-next? string (%fx+ index step) step)
                 (property? code cased)))))

    ;; Two strings by their folded characters: negative, zero or positive. Until a character comes that is not ASCII, no folded string
    ;; is made.
    (define (compare-folded who one other)
      (if (not (string? one)) (wrong-type who 0 'string one))
      (if (not (string? other)) (wrong-type who 1 'string other))
      (let ((length-one (string-length one))
            (length-other (string-length other)))
        (let loop ((index 0))
          (if (or (%fx= index length-one) (%fx= index length-other))
              (%fx- length-one length-other)
              (let ((code-one (%string-unit-ref one index))
                    (code-other (%string-unit-ref other index)))
                (cond ((not (ascii? (%fxior code-one code-other)))
                       (%string-compare (string-foldcase one) (string-foldcase other)))
                      ((%fx= code-one code-other) (loop (%fx+ index 1)))
                      (else
                       (let ((difference (%fx- (small code-one) (small code-other))))
                         (if (%fx= difference 0) (loop (%fx+ index 1)) difference)))))))))

    (define (small code) (if (ascii-capital? code) (%fx+ code 32) code))

    (define string-ci=?
      (case-lambda
        ((one other) (%fx= (compare-folded 'string-ci=? one other) 0))
        ((first . rest) (apply string=? (map string-foldcase (cons first rest))))))
    (define string-ci<?
      (case-lambda
        ((one other) (%fx< (compare-folded 'string-ci<? one other) 0))
        ((first . rest) (apply string<? (map string-foldcase (cons first rest))))))
    (define string-ci>?
      (case-lambda
        ((one other) (%fx> (compare-folded 'string-ci>? one other) 0))
        ((first . rest) (apply string>? (map string-foldcase (cons first rest))))))
    (define string-ci<=?
      (case-lambda
        ((one other) (%fx<= (compare-folded 'string-ci<=? one other) 0))
        ((first . rest) (apply string<=? (map string-foldcase (cons first rest))))))
    (define string-ci>=?
      (case-lambda
        ((one other) (%fx>= (compare-folded 'string-ci>=? one other) 0))
        ((first . rest) (apply string>=? (map string-foldcase (cons first rest))))))))
