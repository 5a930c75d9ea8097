;;; SRFI 180: JSON. Deviations: none. Source: RFC 8259; RFC 7464 for json-sequence-read.
;;;
;;;   null 'null   true #t   false #f   number   string   array a vector   object an association list with symbols as keys
;;;
;;; A text is read and written as a row of *events*: the values that are no structures, the symbols array-start, array-end,
;;; object-start and object-end, and keys as strings. The reader is not recursive, so depth is bounded by memory, or by
;;; json-nesting-depth-limit. What is no JSON raises an error that satisfies json-error?. An integer without point and exponent is
;;; exact, every other number a flonum. Of a repeated key all values are kept.
(define-library (srfi 180)
  (export json-error? json-error-reason json-null? json-nesting-depth-limit json-number-of-character-limit
          json-generator json-fold json-read json-lines-read json-sequence-read json-accumulator json-write)
  (import (scheme base) (scheme case-lambda))
  (begin
    (define error-prefix "json: ")

    (define (fail . parts) (error (apply string-append error-prefix parts)))

    ;; (json-error? object): was it raised by this library? (json-error-reason object) -> string that says why
    (define (json-error? object)
      (and (error-object? object)
           (let ((message (error-object-message object)))
             (and (>= (string-length message) (string-length error-prefix))
                  (string=? error-prefix (substring message 0 (string-length error-prefix)))))))
    (define (json-error-reason object)
      (let ((message (error-object-message object)))
        (substring message (string-length error-prefix) (string-length message))))

    (define (json-null? object) (eq? object 'null))

    ;; Parameters: how deep arrays and objects may be nested, and how many characters a text may have.
    (define json-nesting-depth-limit (make-parameter +inf.0))
    (define json-number-of-character-limit (make-parameter +inf.0))

    ;;; Characters, from a port or a generator

    ;; generator: of characters, or #f; ahead: the character that was looked at, or #f; count: characters taken.
    (define-record-type source
      (make-source port generator ahead count)
      source?
      (port source-port)
      (generator source-generator)
      (ahead source-ahead set-ahead!)
      (count source-count set-count!))

    (define (as-source object)
      (cond ((source? object) object)
            ((procedure? object) (make-source #f object #f 0))
            (else (make-source object #f #f 0))))

    (define (peek source)
      (cond ((source-port source) => peek-char)
            (else
             (unless (source-ahead source) (set-ahead! source ((source-generator source))))
             (source-ahead source))))

    (define (take! source)
      (let ((char (peek source)))
        (if (source-port source) (read-char (source-port source)) (set-ahead! source #f))
        (unless (eof-object? char)
          (set-count! source (+ (source-count source) 1))
          (when (> (source-count source) (json-number-of-character-limit)) (fail "more characters than are allowed")))
        char))

    (define (space? char) (memv char '(#\space #\newline #\return #\tab)))

    (define (skip-spaces! source)
      (when (space? (peek source))
        (take! source)
        (skip-spaces! source)))

    (define (unexpected char)
      (if (eof-object? char) (fail "the text ends too early") (fail "unexpected character " (string char))))

    (define (expect! source char)
      (let ((found (take! source)))
        (unless (eqv? found char) (unexpected found))))

    ;;; Reading

    ;; (json-generator [port-or-generator]) -> generator of the events of one value; the current input port when not given
    (define json-generator
      (case-lambda
        (() (json-generator (current-input-port)))
        ((object)
         (let ((source (as-source object))
               (state 'top)
               (open '()))              ; the structures around, innermost first: array, object
           (define (after-value! event)
             (set! state (cond ((null? open) 'end)
                               ((eq? (car open) 'array) 'array-next)
                               (else 'object-next)))
             event)
           (define (open! kind start)
             (take! source)
             (set! open (cons kind open))
             (when (> (length-up-to open (json-nesting-depth-limit)) (json-nesting-depth-limit))
               (fail "nested more deeply than is allowed"))
             (set! state (if (eq? kind 'array) 'array-first 'object-first))
             start)
           (define (close! end)
             (take! source)
             (set! open (cdr open))
             (after-value! end))
           (define (value)
             (skip-spaces! source)
             (case (peek source)
               ((#\[) (open! 'array 'array-start))
               ((#\{) (open! 'object 'object-start))
               (else (after-value! (read-scalar source)))))
           (define (key)
             (skip-spaces! source)
             (unless (eqv? (peek source) #\") (unexpected (peek source)))
             (let ((key (read-string-value source)))
               (skip-spaces! source)
               (expect! source #\:)
               (set! state 'value)
               key))
           (lambda ()
             (if (eq? state 'end)
                 (eof-object)
                 (begin
                   (skip-spaces! source)
                   (let ((char (peek source)))
                     (case state
                       ((top) (if (eof-object? char) (begin (set! state 'end) char) (value)))
                       ((value) (value))
                       ((array-first) (if (eqv? char #\]) (close! 'array-end) (value)))
                       ((object-first) (if (eqv? char #\}) (close! 'object-end) (key)))
                       ((array-next)
                        (case char
                          ((#\,) (take! source) (value))
                          ((#\]) (close! 'array-end))
                          (else (unexpected char))))
                       (else
                        (case char
                          ((#\,) (take! source) (key))
                          ((#\}) (close! 'object-end))
                          (else (unexpected char)))))))))))))

    ;; Without a limit the length does not matter.
    (define (length-up-to list limit) (if (= limit +inf.0) 0 (length list)))

    (define (read-scalar source)
      (let ((char (peek source)))
        (cond ((eof-object? char) (unexpected char))
              ((char=? char #\") (read-string-value source))
              ((char=? char #\t) (read-word source "true" #t))
              ((char=? char #\f) (read-word source "false" #f))
              ((char=? char #\n) (read-word source "null" 'null))
              (else (read-number-value source)))))

    (define (read-word source word value)
      (string-for-each (lambda (char) (expect! source char)) word)
      value)

    (define (digit? char) (and (char? char) (char<=? #\0 char #\9)))

    ;; -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
    (define (read-number-value source)
      (let ((text (open-output-string)))
        (define (keep!) (write-char (take! source) text))
        (define (digits!)
          (unless (digit? (peek source)) (unexpected (peek source)))
          (let loop () (when (digit? (peek source)) (keep!) (loop))))
        (when (eqv? (peek source) #\-) (keep!))
        (if (eqv? (peek source) #\0) (keep!) (digits!))
        (when (eqv? (peek source) #\.) (keep!) (digits!))
        (when (memv (peek source) '(#\e #\E))
          (keep!)
          (when (memv (peek source) '(#\+ #\-)) (keep!))
          (digits!))
        (string->number (get-output-string text))))

    (define (read-string-value source)
      (let ((text (open-output-string)))
        (take! source)
        (let loop ()
          (let ((char (take! source)))
            (cond ((eof-object? char) (unexpected char))
                  ((char=? char #\") (get-output-string text))
                  ((char=? char #\\) (write-char (read-escape source) text) (loop))
                  ((char<? char #\space) (fail "a control character in a string"))
                  (else (write-char char text) (loop)))))))

    (define (read-escape source)
      (let* ((char (take! source)) (entry (assv char escapes)))
        (cond (entry (cdr entry))
              ((eqv? char #\u) (read-code source))
              (else (unexpected char)))))

    (define escapes
      '((#\" . #\") (#\\ . #\\) (#\/ . #\/) (#\b . #\backspace) (#\f . #\x0C) (#\n . #\newline) (#\r . #\return) (#\t . #\tab)))

    ;; Two surrogates make one character.
    (define (read-code source)
      (let ((code (read-four-digits source)))
        (cond ((<= #xD800 code #xDBFF)
               (expect! source #\\)
               (expect! source #\u)
               (let ((low (read-four-digits source)))
                 (unless (<= #xDC00 low #xDFFF) (fail "a surrogate stands alone"))
                 (integer->char (+ #x10000 (* #x400 (- code #xD800)) (- low #xDC00)))))
              ((<= #xDC00 code #xDFFF) (fail "a surrogate stands alone"))
              (else (integer->char code)))))

    (define (read-four-digits source)
      (let* ((one (take! source)) (two (take! source)) (three (take! source)) (four (take! source)))
        (when (eof-object? four) (unexpected four))
        (let ((text (string one two three four)))
          (or (and (not (memv one '(#\+ #\-))) (string->number text 16)) (fail "not four hexadecimal digits: " text)))))

    ;; (json-fold combine array-start array-end object-start object-end seed [port-or-generator]) -> (combine value seed) over the
    ;; values of a structure, whose seed begins as (array-start seed) or (object-start seed) and whose value is made of the last one
    ;; by (array-end seed) or (object-end seed); of an object, keys and values alternate
    (define json-fold
      (case-lambda
        ((combine array-start array-end object-start object-end seed)
         (json-fold combine array-start array-end object-start object-end seed (current-input-port)))
        ((combine array-start array-end object-start object-end seed object)
         (let ((next (json-generator object)))
           (let loop ((event (next)) (seed seed) (around '()))
             (cond ((eof-object? event) seed)
                   ((eq? event 'array-start) (loop (next) (array-start seed) (cons seed around)))
                   ((eq? event 'object-start) (loop (next) (object-start seed) (cons seed around)))
                   ((eq? event 'array-end) (loop (next) (combine (array-end seed) (car around)) (cdr around)))
                   ((eq? event 'object-end) (loop (next) (combine (object-end seed) (car around)) (cdr around)))
                   (else (loop (next) (combine event seed) around))))))))

    ;; (json-read [port-or-generator]) -> the first value of the text, or an end-of-file object when there is none
    (define json-read
      (case-lambda
        (() (json-read (current-input-port)))
        ((object)
         (let ((nothing (list #f)))
           (define (start seed) '())
           (define (array-end values) (list->vector (reverse values)))
           (let ((value (json-fold (lambda (value seed) (if (eq? seed nothing) value (cons value seed)))
                                   start array-end start pairs nothing object)))
             (if (eq? value nothing) (eof-object) value))))))

    ;; The association list of keys and values that alternate, the last value first.
    (define (pairs values)
      (let loop ((values values) (list '()))
        (if (null? values)
            list
            (loop (cddr values) (cons (cons (string->symbol (cadr values)) (car values)) list)))))

    ;; (json-lines-read [port-or-generator]) -> generator of the values that follow each other; json-sequence-read: each begins with
    ;; the character U+001E
    (define json-lines-read
      (case-lambda
        (() (json-lines-read (current-input-port)))
        ((object) (let ((source (as-source object))) (lambda () (json-read source))))))
    (define json-sequence-read
      (case-lambda
        (() (json-sequence-read (current-input-port)))
        ((object)
         (let ((source (as-source object)))
           (lambda ()
             (let loop ()
               (skip-spaces! source)
               (when (eqv? (peek source) #\x1E) (take! source) (loop)))
             (json-read source))))))

    ;;; Writing

    ;; A procedure that takes characters and strings.
    (define (as-sink object)
      (if (procedure? object)
          object
          (lambda (text) (if (char? text) (write-char text object) (write-string text object)))))

    ;; (json-accumulator port-or-accumulator) -> procedure that takes the events of one value, one at a time, and writes them; an
    ;; error when an event cannot stand where it comes
    (define (json-accumulator object)
      (let ((put (as-sink object))
            (state 'value)
            (open '()))
        (define (after-value!)
          (set! state (cond ((null? open) 'end) ((eq? (car open) 'array) 'array-next) (else 'object-next))))
        (define (open! kind text)
          (put text)
          (set! open (cons kind open))
          (set! state (if (eq? kind 'array) 'array-first 'object-first)))
        (define (close! kind text)
          (unless (and (pair? open) (eq? (car open) kind) (not (eq? state 'value))) (fail "nothing to end here"))
          (put text)
          (set! open (cdr open))
          (after-value!))
        (define (put-key! key)
          (unless (string? key) (fail "a key that is no string"))
          (put-string key put)
          (put #\:)
          (set! state 'value))
        (define (put-value! event)
          (case event
            ((array-start) (open! 'array #\[))
            ((object-start) (open! 'object #\{))
            (else (put-scalar event put) (after-value!))))
        (lambda (event)
          (cond ((eq? event 'array-end) (close! 'array #\]))
                ((eq? event 'object-end) (close! 'object #\}))
                (else
                 (case state
                   ((value array-first) (put-value! event))
                   ((array-next) (put #\,) (put-value! event))
                   ((object-first) (put-key! event))
                   ((object-next) (put #\,) (put-key! event))
                   (else (fail "the value is complete"))))))))

    (define (put-scalar value put)
      (cond ((string? value) (put-string value put))
            ((eq? value #t) (put "true"))
            ((eq? value #f) (put "false"))
            ((eq? value 'null) (put "null"))
            ((json-number? value) (put (number->string value)))
            (else (fail "this cannot be written as JSON"))))

    (define (json-number? object)
      (and (real? object) (or (exact-integer? object) (and (inexact? object) (rational? object)))))

    (define (put-string string put)
      (put #\")
      (string-for-each
       (lambda (char)
         (case char
           ((#\") (put "\\\""))
           ((#\\) (put "\\\\"))
           ((#\newline) (put "\\n"))
           ((#\return) (put "\\r"))
           ((#\tab) (put "\\t"))
           (else
            (if (char<? char #\space)
                (let ((digits (number->string (char->integer char) 16)))
                  (put (string-append "\\u" (make-string (- 4 (string-length digits)) #\0) digits)))
                (put char)))))
       string)
      (put #\"))

    ;; (json-write object [port-or-accumulator]): writes it, or raises an error before anything is written
    (define json-write
      (case-lambda
        ((object) (json-write object (current-output-port)))
        ((object port)
         (check-json object)
         (put-json object (as-sink port)))))

    (define (check-json object)
      (cond ((vector? object) (vector-for-each check-json object))
            ((or (null? object) (pair? object))
             (unless (list? object) (fail "an improper list cannot be written as JSON"))
             (for-each (lambda (entry)
                         (unless (and (pair? entry) (symbol? (car entry))) (fail "an object needs pairs that begin with symbols"))
                         (check-json (cdr entry)))
                       object))
            ((or (string? object) (boolean? object) (eq? object 'null) (json-number? object)) #t)
            (else (fail "this cannot be written as JSON"))))

    (define (put-json object put)
      (cond ((vector? object)
             (put #\[)
             (put-row (vector->list object) put (lambda (element) (put-json element put)))
             (put #\]))
            ((or (null? object) (pair? object))
             (put #\{)
             (put-row object put (lambda (entry)
                                   (put-string (symbol->string (car entry)) put)
                                   (put #\:)
                                   (put-json (cdr entry) put)))
             (put #\}))
            (else (put-scalar object put))))

    (define (put-row objects put put-one)
      (unless (null? objects)
        (put-one (car objects))
        (for-each (lambda (object) (put #\,) (put-one object)) (cdr objects))))))
