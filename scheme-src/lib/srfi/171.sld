;;; SRFI 171: transducers. Deviations: none.
;;;
;;; A reducer is a procedure of 0, 1 or 2 arguments: it gives its identity, completes a result, or takes a result and an input to
;;; the next result. A transducer makes a reducer of a reducer. A result that is `reduced` ends the reduction.
(define-library (srfi 171)
  (export rcons reverse-rcons rcount rany revery
          list-transduce vector-transduce string-transduce bytevector-u8-transduce port-transduce generator-transduce
          tmap tfilter tremove tfilter-map treplace tdrop tdrop-while ttake ttake-while tconcatenate tappend-map tflatten
          tdelete-neighbor-duplicates tdelete-duplicates tsegment tpartition tadd-between tenumerate tlog)
  (import (scheme base) (scheme case-lambda) (scheme write)
          (prefix (suo hash-table) table:)
          (suo keyed-table)
          (prefix (only (srfi 69) hash-table? hash-table-ref/default) srfi-69:)
          (prefix (only (srfi 125) hash-table? hash-table-ref/default) srfi-125:)
          (srfi 171 meta))
  (begin
    ;;; Reducers

    ;; rcons, reverse-rcons: the list of the inputs, in order, in reverse order; rcount: their number
    (define rcons
      (case-lambda
        (() '())
        ((result) (reverse result))
        ((result input) (cons input result))))
    (define reverse-rcons
      (case-lambda
        (() '())
        ((result) result)
        ((result input) (cons input result))))
    (define rcount
      (case-lambda
        (() 0)
        ((result) result)
        ((result input) (+ result 1))))

    ;; (rany procedure), (revery procedure) -> reducer to the first true value, or #f; to the last value, or #f as soon as one is
    (define (rany procedure)
      (case-lambda
        (() #f)
        ((result) result)
        ((result input) (let ((value (procedure input))) (if value (reduced value) #f)))))
    (define (revery procedure)
      (case-lambda
        (() #t)
        ((result) result)
        ((result input) (let ((value (procedure input))) (if (and result value) value (reduced #f))))))

    ;;; Reductions

    ;; (list-transduce transducer reducer [identity] list) -> result; and so on for the other types. A generator ends with an
    ;; end-of-file object.
    (define-syntax define-transduce
      (syntax-rules ()
        ((_ name reduce)
         (define name
           (case-lambda
             ((transducer reducer object) (name transducer reducer (reducer) object))
             ((transducer reducer identity object)
              (let ((reducer (transducer reducer)))
                (reducer (reduce reducer identity object)))))))))

    (define-transduce list-transduce list-reduce)
    (define-transduce vector-transduce vector-reduce)
    (define-transduce string-transduce string-reduce)
    (define-transduce bytevector-u8-transduce bytevector-u8-reduce)
    (define-transduce generator-transduce generator-reduce)

    ;; (port-transduce transducer reducer [identity] reader port), (port-transduce transducer reducer reader): reads with (reader
    ;; port), or (reader)
    (define port-transduce
      (case-lambda
        ((transducer reducer reader) (generator-transduce transducer reducer reader))
        ((transducer reducer reader port) (port-transduce transducer reducer (reducer) reader port))
        ((transducer reducer identity reader port)
         (let ((reducer (transducer reducer)))
           (reducer (port-reduce reducer identity reader port))))))

    ;;; Transducers. (transducer-of (result input) step) passes the first two kinds of calls on.

    (define-syntax stateless
      (syntax-rules ()
        ((_ reducer (result input) step)
         (lambda (reducer)
           (case-lambda
             (() (reducer))
             ((result) (reducer result))
             ((result input) step))))))

    ;; The variables are made anew for each reduction.
    (define-syntax stateful
      (syntax-rules ()
        ((_ ((variable initial) ...) reducer (result input) step)
         (lambda (reducer)
           (let ((variable initial) ...)
             (case-lambda
               (() (reducer))
               ((result) (reducer result))
               ((result input) step)))))))

    ;; (tmap procedure): what the procedure makes of the inputs
    (define (tmap procedure) (stateless reducer (result input) (reducer result (procedure input))))

    ;; (tfilter satisfies?), (tremove satisfies?): the inputs that do, that do not satisfy; (tfilter-map procedure): what it makes of
    ;; the inputs, if that is true
    (define (tfilter satisfies?) (stateless reducer (result input) (if (satisfies? input) (reducer result input) result)))
    (define (tremove satisfies?) (stateless reducer (result input) (if (satisfies? input) result (reducer result input))))
    (define (tfilter-map procedure)
      (stateless reducer (result input)
                 (let ((value (procedure input))) (if value (reducer result value) result))))

    ;; (treplace mapping): what the mapping has for an input in its place. A mapping is an association list, a hash table, or a
    ;; procedure.
    (define (treplace mapping) (tmap (replacement mapping)))

    (define (replacement mapping)
      (cond ((procedure? mapping) mapping)
            ((or (pair? mapping) (null? mapping))
             (lambda (input) (let ((entry (assoc input mapping))) (if entry (cdr entry) input))))
            ((table:hash-table? mapping) (lambda (input) (table:hash-table-ref/default mapping input input)))
            ((srfi-69:hash-table? mapping) (lambda (input) (srfi-69:hash-table-ref/default mapping input input)))
            ((srfi-125:hash-table? mapping) (lambda (input) (srfi-125:hash-table-ref/default mapping input input)))
            (else (error "treplace: this maps nothing" mapping))))

    ;; (tdrop count), (tdrop-while satisfies?): without the first inputs
    (define (tdrop count)
      (stateful ((left count)) reducer (result input)
                (if (> left 0)
                    (begin (set! left (- left 1)) result)
                    (reducer result input))))
    (define (tdrop-while satisfies?)
      (stateful ((dropping? #t)) reducer (result input)
                (if (and dropping? (satisfies? input))
                    result
                    (begin (set! dropping? #f) (reducer result input)))))

    ;; (ttake count): only the first inputs; (ttake-while satisfies? [end]): ends with (end result input) at the first input that does
    ;; not satisfy
    (define (ttake count)
      (stateful ((left count)) reducer (result input)
                (begin
                  (set! left (- left 1))
                  (cond ((> left 0) (reducer result input))
                        ((= left 0) (ensure-reduced (reducer result input)))
                        (else (ensure-reduced result))))))
    (define ttake-while
      (case-lambda
        ((satisfies?) (ttake-while satisfies? (lambda (result input) result)))
        ((satisfies? end)
         (stateful ((taking? #t)) reducer (result input)
                   (if (and taking? (satisfies? input))
                       (reducer result input)
                       (begin (set! taking? #f) (ensure-reduced (end result input))))))))

    ;; tconcatenate: the elements of the inputs, which are lists; (tappend-map procedure): of what it makes of the inputs; tflatten: of
    ;; the inputs that are lists, and of their elements that are lists, and so on
    (define (tconcatenate reducer)
      (let ((inner (preserving-reduced reducer)))
        (case-lambda
          (() (reducer))
          ((result) (reducer result))
          ((result input) (list-reduce inner result input)))))

    (define (tappend-map procedure)
      (lambda (reducer) ((tmap procedure) (tconcatenate reducer))))

    (define (tflatten reducer)
      (define self
        (case-lambda
          (() (reducer))
          ((result) (reducer result))
          ((result input)
           (if (or (pair? input) (null? input))
               (list-reduce (preserving-reduced self) result input)
               (reducer result input)))))
      self)

    ;; (tdelete-neighbor-duplicates [same?]), (tdelete-duplicates [same?]): without inputs that are the same as the one before, as
    ;; any before. The latter takes constant time for an input by eq?, eqv?, equal? and string=?.
    (define tdelete-neighbor-duplicates
      (case-lambda
        (() (tdelete-neighbor-duplicates equal?))
        ((same?)
         (stateful ((first? #t) (previous #f)) reducer (result input)
                   (if (and (not first?) (same? previous input))
                       result
                       (begin
                         (set! first? #f)
                         (set! previous input)
                         (reducer result input)))))))
    (define tdelete-duplicates
      (case-lambda
        (() (tdelete-duplicates equal?))
        ((same?)
         (stateful ((seen (make-keyed-table same? (lambda (object) 0)))) reducer (result input)
                   (if (keyed-table-contains? seen input)
                       result
                       (begin
                         (keyed-table-set! seen input #t)
                         (reducer result input)))))))

    ;; (tsegment count): lists of so many inputs, the last one maybe of fewer; (tpartition procedure): lists of neighbours for which
    ;; the procedure has the same value, by equal?
    (define (tsegment count)
      (unless (and (exact-integer? count) (> count 0)) (error "tsegment: not a positive exact integer" count))
      (collecting (lambda (input collected) (= (length collected) count))))

    (define (tpartition procedure)
      (lambda (reducer)
        (let ((last #f))
          ((collecting (lambda (input collected)
                         (let* ((value (procedure input)) (same? (or (null? collected) (equal? value last))))
                           (set! last value)
                           (not same?))))
           reducer))))

    ;; Collects inputs, and passes the list of those before an input with (full? input collected) on.
    (define (collecting full?)
      (lambda (reducer)
        (let ((collected '()))
          (define (take-collected!)
            (let ((list (reverse collected))) (set! collected '()) list))
          (case-lambda
            (() (reducer))
            ((result)
             (reducer (if (null? collected) result (unreduced (reducer result (take-collected!))))))
            ((result input)
             (if (and (full? input collected) (pair? collected))
                 (let ((next (reducer result (take-collected!))))
                   (unless (reduced? next) (set! collected (list input)))
                   next)
                 (begin
                   (set! collected (cons input collected))
                   result)))))))

    (define (unreduced result) (if (reduced? result) (unreduce result) result))

    ;; (tadd-between value): with the value between inputs
    (define (tadd-between value)
      (stateful ((first? #t)) reducer (result input)
                (if first?
                    (begin (set! first? #f) (reducer result input))
                    (let ((next (reducer result value)))
                      (if (reduced? next) next (reducer next input))))))

    ;; (tenumerate [start]): pairs (index . input)
    (define tenumerate
      (case-lambda
        (() (tenumerate 0))
        ((start)
         (stateful ((index (- start 1))) reducer (result input)
                   (begin
                     (set! index (+ index 1))
                     (reducer result (cons index input)))))))

    ;; (tlog [logger]): the inputs; calls (logger result input) before, which writes a line with the input when it is not given
    (define tlog
      (case-lambda
        (() (tlog (lambda (result input) (write input) (newline))))
        ((logger)
         (stateless reducer (result input)
                    (begin
                      (logger result input)
                      (reducer result input))))))))
