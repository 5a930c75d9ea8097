;;; Syntax: pieces of source text with their positions, and the identifiers in them.
;;;
;;;   syntax   (datum . position)                       a pair; position an exact integer of (base position), or #f
;;;   datum    a list is a chain of pairs whose cars are syntax and whose last cdr is () or, after a dot, a bare datum;
;;;            a vector holds syntax; everything else is itself
;;;
;;;   text     (car  x)
;;;   syntax   (((car . 1:2) (x . 1:7)) . 1:1)
;;;
;;; So a list costs two pairs an element, and the host's fastest operations take it apart: for a list datum `chain`, (car
;;; chain) is the first element's syntax, (caar chain) its datum, (cdar chain) its position, (cdr chain) the rest.
;;;
;;; An identifier is a symbol or an *alias*: the name that an expansion gave to a symbol of its macro's template. Identity
;;; counts: two aliases of one symbol from different expansions are different identifiers.
;;;
;;; A `labelled` datum is plain data from the datum-label notation, perhaps circular; it makes sense only when quoted.
(define-library (reader syntax)
  (export make-syntax
          make-alias alias? alias-name alias-environment alias-binding alias-binding-set! alias-expansion
          identifier-datum? identifier-symbol
          make-labelled labelled? labelled-datum
          syntax->datum datum->plain plain->syntax
          list-datum? list-datum-length)
  (cond-expand (suo (import (runtime base))) ((not suo) (import (scheme base))))
  (begin
    (define (make-syntax datum position) (cons datum position))

    ;; name: symbol or alias; environment: where the macro was defined; binding: of a top-level definition of the alias
    ;; itself, or #f; expansion: identifies the macro use that made it.
    (define-record-type alias
      (make-alias name environment binding expansion)
      alias?
      (name alias-name)
      (environment alias-environment)
      (binding alias-binding alias-binding-set!)
      (expansion alias-expansion))

    (define-record-type labelled
      (make-labelled datum)
      labelled?
      (datum labelled-datum))

    (define (identifier-datum? datum)
      (or (symbol? datum) (alias? datum)))

    ;; The symbol that was written.
    (define (identifier-symbol identifier)
      (if (symbol? identifier)
          identifier
          (identifier-symbol (alias-name identifier))))

    ;; A list, possibly empty, that ends in ().
    (define (list-datum? datum)
      (cond ((pair? datum) (list-datum? (cdr datum)))
            (else (null? datum))))

    ;; The number of pairs of a chain, whatever stands at its end.
    (define (list-datum-length datum)
      (let loop ((datum datum) (length 0))
        (if (pair? datum)
            (loop (cdr datum) (+ length 1))
            length)))

    ;; (syntax->datum syntax) -> plain data: no positions, aliases turned back to symbols.
    (define (syntax->datum syntax) (datum->plain (car syntax)))

    (define (datum->plain datum)
      (cond ((pair? datum)
             (let ((head (cons (datum->plain (car (car datum))) '())))
               (let loop ((datum (cdr datum)) (last head))
                 (if (pair? datum)
                     (let ((next (cons (datum->plain (car (car datum))) '())))
                       (set-cdr! last next)
                       (loop (cdr datum) next))
                     (unless (null? datum)
                       (set-cdr! last (datum->plain datum)))))
               head))
            ((symbol? datum) datum)
            ((vector? datum)
             (let* ((length (vector-length datum))
                    (plain (make-vector length #f)))
               (let loop ((index 0))
                 (if (= index length)
                     plain
                     (begin
                       (vector-set! plain index (datum->plain (car (vector-ref datum index))))
                       (loop (+ index 1)))))))
            ((alias? datum) (identifier-symbol datum))
            ((labelled? datum) (labelled-datum datum))
            (else datum)))

    ;; (plain->syntax plain position): data that was not read from text, every piece at one position. Not for circular data.
    (define (plain->syntax plain position)
      (cons (plain->datum plain position) position))

    (define (plain->datum plain position)
      (cond ((pair? plain)
             (let ((head (cons (plain->syntax (car plain) position) '())))
               (let loop ((plain (cdr plain)) (last head))
                 (if (pair? plain)
                     (let ((next (cons (plain->syntax (car plain) position) '())))
                       (set-cdr! last next)
                       (loop (cdr plain) next))
                     (unless (null? plain)
                       (set-cdr! last (plain->datum plain position)))))
               head))
            ((vector? plain)
             (let* ((length (vector-length plain))
                    (datum (make-vector length #f)))
               (let loop ((index 0))
                 (if (= index length)
                     datum
                     (begin
                       (vector-set! datum index (plain->syntax (vector-ref plain index) position))
                       (loop (+ index 1)))))))
            (else plain)))))
