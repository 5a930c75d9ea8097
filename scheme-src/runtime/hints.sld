;;; Hints: what may help somebody who sees the report of a condition.
;;;
;;; The message says what is wrong; a hint says what people usually mean who do that: the conversion that is missing, where the
;;; object came from, where the procedure is defined.
(define-library (runtime hints)
  (export condition-hint)
  (import (primitives) (core-syntax) (runtime traces) (runtime conditions) (runtime lists) (runtime strings) (runtime number-text))
  (begin
    ;; (condition-hint object) -> string or #f
    (define (condition-hint object)
      (and (condition? object)
           (case (condition-kind object)
             ((type) (and (pair? (condition-irritants object))
                          (type-hint (wanted-type (condition-message object)) (%car (condition-irritants object)))))
             ((operator) (operator-hint (%car (condition-irritants object))))
             ((range) (range-hint (condition-who object)))
             ((arity) (definition-hint (condition-who object)))
             ((not-continuable) "`guard` leaves for its own place, and `raise-continuable` goes on with the handler's value")
             (else #f))))

    ;;; Wrong types

    ;; From the phrases of (runtime errors).
    (define (wanted-type message)
      (let loop ((rows wanted-types))
        (cond ((null? rows) 'other)
              ((string=? (%car (%car rows)) message) (%cdr (%car rows)))
              (else (loop (%cdr rows))))))

    (define wanted-types
      '(("is not a number" . number)
        ("is not a real number" . number)
        ("is not an integer" . number)
        ("is not a pair" . pair)
        ("has no such part" . part)
        ("is not a list" . list)
        ("is not a string" . string)
        ("is not a character" . character)
        ("is not a symbol" . symbol)
        ("is not a vector" . vector)
        ("is not an index" . index)
        ("is not a fixnum" . index)))

    (define (type-hint wanted object)
      (cond ((eq? object (%unspecified))
             "no useful value: an `if`, `cond` or `case` without a fitting clause gives it, and so do `display`, `set!` and the like")
            ((and (procedure? object) (not (eq? wanted 'other))) "this is a procedure itself; to call it, put parentheses around it")
            (else
             (case wanted
               ((number)
                (cond ((string? object) "`string->number` makes a number of a string")
                      ((eq? object #f) "`string->number` gives #f for text that is no number")
                      (else #f)))
               ((pair)
                (cond ((null? object) "the list is empty here")
                      ((eq? object #f) "`assq`, `assoc`, `member` and the like give #f when they find nothing")
                      ((vector? object) "`vector-ref` and `vector->list` are for vectors")
                      (else #f)))
               ((part) (if (list? object) (length-hint (length object)) #f))
               ((list)
                (cond ((vector? object) "`vector->list` makes a list of a vector")
                      ((string? object) "`string->list` makes a list of a string")
                      (else #f)))
               ((string)
                (cond ((char? object) "`(string c)` makes a string of a character")
                      ((symbol? object) "`symbol->string` makes a string of a symbol")
                      ((number? object) "`number->string` makes a string of a number")
                      ((pair? object) "`list->string` makes a string of a list of characters")
                      (else #f)))
               ((character) (if (string? object) "a character is written #\\a; `(string-ref s 0)` is the first one of a string" #f))
               ((symbol) (if (string? object) "`string->symbol` makes a symbol of a string" #f))
               ((vector) (if (pair? object) "`list-ref` is for lists, and `list->vector` makes a vector of one" #f))
               ((index)
                (cond ((and (fixnum? object) (%fx< object 0)) "it counts from 0")
                      ((number? object) "an index is an exact whole number: see `exact`, `round` and `quotient`")
                      (else #f)))
               (else #f)))))

    (define (length-hint length)
      (if (%fx= length 1)
          "the list has 1 element"
          (string-append "the list has " (number->string length) " elements")))

    (define (operator-hint object)
      (cond ((eq? object (%unspecified)) "perhaps there are two parentheses where one is meant: ((f)) calls what (f) gives")
            ((or (number? object) (symbol? object) (char? object) (boolean? object))
             "what stands first in parentheses is called; a list of data is quoted: '(1 2 3)")
            ((pair? object) "`list-ref` takes an element of a list")
            ((vector? object) "`vector-ref` takes an element of a vector")
            ((string? object) "`string-ref` takes a character of a string, `string-append` joins strings")
            (else #f)))

    ;;; What is out of range

    (define (range-hint who)
      (case who
        ((number->string string->number) "a radix is from 2 to 36")
        ((integer->char) "characters are numbered from 0 to #x10FFFF, without #xD800 to #xDFFF")
        ((bytevector-u8-set! bytevector make-bytevector bytevector-fill!) "a byte is from 0 to 255")
        ((make-vector make-string make-list) "a length is not negative, and what it makes must fit into memory")
        ((exact-integer-sqrt) "it takes exact integers from 0")
        (else #f)))

    ;;; The procedure that was called with a wrong number of arguments

    (define (definition-hint procedure)
      (let* ((info (and (procedure? procedure) (%code-info (%procedure-code procedure))))
             (position (and (vector? info) (%fx> (%vector-length info) 3) (%vector-ref info 3))))
        (and (fixnum? position)
             (%fx> position 0)
             (not (position-of-system? position))
             (string-append "it is defined at " (position-file position)
                            ":" (number->string (position-line position))
                            ":" (number->string (position-column position))))))))
