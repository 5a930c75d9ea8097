;;; Evaluation values: what names of the standard library and of the primitives mean while macros are expanded.
;;;
;;;   (evaluation-value symbol)             list of the value, or #f: no such procedure is offered to transformers
;;;   (offer-evaluation-values! entries)    entries: association list from symbols to further procedures
;;;
;;; The expander runs in some Scheme, and that Scheme's own procedures are the values. Records of transformers are vectors
;;; that begin with their descriptor.
(define-library (expander evaluation-values)
  (export evaluation-value offer-evaluation-values!)
  (import (scheme base) (scheme char) (scheme cxr) (scheme write) (scheme inexact) (scheme lazy) (base table))
  (begin
    ;; symbol -> list of the value; made when it is first asked for.
    (define evaluation-table #f)

    (define offered-entries '())

    (define (offer-evaluation-values! entries)
      (set! offered-entries (append entries offered-entries)))

    (define (evaluation-value symbol)
      (unless evaluation-table
        (set! evaluation-table (make-symbol-table))
        (for-each enter-evaluation-value! (standard-values))
        (for-each enter-evaluation-value! (expanded-code-values))
        (for-each enter-evaluation-value! offered-entries))
      (symbol-table-ref evaluation-table symbol #f))

    (define (enter-evaluation-value! entry)
      (symbol-table-set! evaluation-table (car entry) (list (cdr entry))))

    ;;; What expanded code itself calls: primitives of records, and procedures of (runtime support).

    (define (expanded-code-values)
      (list (cons '%unspecified (lambda () (if #f #f)))
            (cons '%make-descriptor (lambda (name fields) (list name fields)))
            (cons '%record vector)
            (cons '%record-of? instance-of?)
            (cons '%checked-record-ref
                  (lambda (record descriptor index name)
                    (check-instance record descriptor name)
                    (vector-ref record (+ index 1))))
            (cons '%checked-record-set!
                  (lambda (record descriptor index name value)
                    (check-instance record descriptor name)
                    (vector-set! record (+ index 1) value)))
            (cons 'call-with-guard guard-in-transformer)
            (cons 'dynamic-parameterize parameterize-in-transformer)
            (cons 'make-promise-lazy (lambda (thunk) (delay-force (thunk))))
            (cons 'make-promise-eager make-promise)))

    (define (instance-of? object descriptor)
      (and (vector? object)
           (> (vector-length object) 0)
           (eq? (vector-ref object 0) descriptor)))

    (define (check-instance record descriptor name)
      (unless (instance-of? record descriptor)
        (error "a record of another type was expected" name record)))

    ;; A condition that the handler hands on is raised again outside of the guard.
    (define (guard-in-transformer handler thunk)
      ((call-with-current-continuation
        (lambda (leave)
          (with-exception-handler
           (lambda (condition)
             (leave (lambda () (handler condition (lambda () (raise-continuable condition))))))
           (lambda ()
             (call-with-values thunk
               (lambda results (leave (lambda () (apply values results)))))))))))

    (define (parameterize-in-transformer parameters values thunk)
      (if (null? parameters)
          (thunk)
          (parameterize (((car parameters) (car values)))
            (parameterize-in-transformer (cdr parameters) (cdr values) thunk))))

    (define (standard-values)
      (list
       (cons '* *) (cons '+ +) (cons '- -) (cons '/ /) (cons '< <) (cons '<= <=) (cons '= =) (cons '> >)
       (cons '>= >=) (cons 'abs abs) (cons 'append append) (cons 'apply apply) (cons 'assoc assoc)
       (cons 'assq assq) (cons 'assv assv) (cons 'boolean=? boolean=?) (cons 'boolean? boolean?)
       (cons 'bytevector bytevector) (cons 'bytevector-append bytevector-append)
       (cons 'bytevector-copy bytevector-copy) (cons 'bytevector-copy! bytevector-copy!)
       (cons 'bytevector-length bytevector-length) (cons 'bytevector-u8-ref bytevector-u8-ref)
       (cons 'bytevector-u8-set! bytevector-u8-set!) (cons 'bytevector? bytevector?) (cons 'caar caar)
       (cons 'cadr cadr) (cons 'call-with-current-continuation call-with-current-continuation)
       (cons 'call-with-port call-with-port) (cons 'call-with-values call-with-values) (cons 'call/cc call/cc)
       (cons 'car car) (cons 'cdar cdar) (cons 'cddr cddr) (cons 'cdr cdr) (cons 'ceiling ceiling)
       (cons 'char->integer char->integer) (cons 'char<=? char<=?) (cons 'char<? char<?) (cons 'char=? char=?)
       (cons 'char>=? char>=?) (cons 'char>? char>?) (cons 'char? char?) (cons 'complex? complex?)
       (cons 'cons cons) (cons 'current-error-port current-error-port)
       (cons 'current-output-port current-output-port) (cons 'denominator denominator)
       (cons 'dynamic-wind dynamic-wind) (cons 'eof-object eof-object) (cons 'eof-object? eof-object?)
       (cons 'eq? eq?) (cons 'equal? equal?) (cons 'eqv? eqv?) (cons 'error error)
       (cons 'error-object-irritants error-object-irritants) (cons 'error-object-message error-object-message)
       (cons 'error-object? error-object?) (cons 'even? even?) (cons 'exact exact)
       (cons 'exact-integer-sqrt exact-integer-sqrt) (cons 'exact-integer? exact-integer?) (cons 'exact? exact?)
       (cons 'expt expt) (cons 'features features) (cons 'floor floor) (cons 'floor-quotient floor-quotient)
       (cons 'floor-remainder floor-remainder) (cons 'floor/ floor/) (cons 'for-each for-each) (cons 'gcd gcd)
       (cons 'get-output-string get-output-string) (cons 'inexact inexact) (cons 'inexact? inexact?)
       (cons 'integer->char integer->char) (cons 'integer? integer?) (cons 'lcm lcm) (cons 'length length)
       (cons 'list list) (cons 'list->string list->string) (cons 'list->vector list->vector)
       (cons 'list-copy list-copy) (cons 'list-ref list-ref) (cons 'list-set! list-set!)
       (cons 'list-tail list-tail) (cons 'list? list?) (cons 'make-bytevector make-bytevector)
       (cons 'make-list make-list) (cons 'make-parameter make-parameter) (cons 'make-string make-string)
       (cons 'make-vector make-vector) (cons 'map map) (cons 'max max) (cons 'member member) (cons 'memq memq)
       (cons 'memv memv) (cons 'min min) (cons 'modulo modulo) (cons 'negative? negative?)
       (cons 'newline newline) (cons 'not not) (cons 'null? null?) (cons 'number->string number->string)
       (cons 'number? number?) (cons 'numerator numerator) (cons 'odd? odd?)
       (cons 'open-input-string open-input-string) (cons 'open-output-string open-output-string)
       (cons 'pair? pair?) (cons 'peek-char peek-char) (cons 'positive? positive?) (cons 'procedure? procedure?)
       (cons 'quotient quotient) (cons 'raise raise) (cons 'raise-continuable raise-continuable)
       (cons 'rational? rational?) (cons 'read-char read-char) (cons 'read-line read-line)
       (cons 'read-string read-string) (cons 'real? real?) (cons 'remainder remainder) (cons 'reverse reverse)
       (cons 'round round) (cons 'set-car! set-car!) (cons 'set-cdr! set-cdr!) (cons 'square square)
       (cons 'string string) (cons 'string->list string->list) (cons 'string->number string->number)
       (cons 'string->symbol string->symbol) (cons 'string->utf8 string->utf8)
       (cons 'string->vector string->vector) (cons 'string-append string-append) (cons 'string-copy string-copy)
       (cons 'string-copy! string-copy!) (cons 'string-fill! string-fill!)
       (cons 'string-for-each string-for-each) (cons 'string-length string-length) (cons 'string-map string-map)
       (cons 'string-ref string-ref) (cons 'string-set! string-set!) (cons 'string<=? string<=?)
       (cons 'string<? string<?) (cons 'string=? string=?) (cons 'string>=? string>=?) (cons 'string>? string>?)
       (cons 'string? string?) (cons 'substring substring) (cons 'symbol->string symbol->string)
       (cons 'symbol=? symbol=?) (cons 'symbol? symbol?) (cons 'truncate truncate)
       (cons 'truncate-quotient truncate-quotient) (cons 'truncate-remainder truncate-remainder)
       (cons 'truncate/ truncate/) (cons 'utf8->string utf8->string) (cons 'values values) (cons 'vector vector)
       (cons 'vector->list vector->list) (cons 'vector->string vector->string)
       (cons 'vector-append vector-append) (cons 'vector-copy vector-copy) (cons 'vector-copy! vector-copy!)
       (cons 'vector-fill! vector-fill!) (cons 'vector-for-each vector-for-each)
       (cons 'vector-length vector-length) (cons 'vector-map vector-map) (cons 'vector-ref vector-ref)
       (cons 'vector-set! vector-set!) (cons 'vector? vector?)
       (cons 'with-exception-handler with-exception-handler) (cons 'write-char write-char)
       (cons 'write-string write-string) (cons 'zero? zero?)
       (cons 'char-alphabetic? char-alphabetic?) (cons 'char-ci=? char-ci=?) (cons 'char-downcase char-downcase)
       (cons 'char-foldcase char-foldcase) (cons 'char-lower-case? char-lower-case?)
       (cons 'char-numeric? char-numeric?) (cons 'char-upcase char-upcase)
       (cons 'char-upper-case? char-upper-case?) (cons 'char-whitespace? char-whitespace?)
       (cons 'digit-value digit-value) (cons 'string-ci=? string-ci=?) (cons 'string-downcase string-downcase)
       (cons 'string-foldcase string-foldcase) (cons 'string-upcase string-upcase)
       (cons 'caaar caaar) (cons 'caadr caadr) (cons 'cadar cadar) (cons 'caddr caddr) (cons 'cdaar cdaar)
       (cons 'cdadr cdadr) (cons 'cddar cddar) (cons 'cdddr cdddr) (cons 'cadddr cadddr) (cons 'cddddr cddddr)
       (cons 'display display) (cons 'write write) (cons 'write-shared write-shared)
       (cons 'write-simple write-simple)
       (cons 'acos acos) (cons 'asin asin) (cons 'atan atan) (cons 'cos cos) (cons 'exp exp)
       (cons 'finite? finite?) (cons 'infinite? infinite?) (cons 'log log) (cons 'nan? nan?) (cons 'sin sin)
       (cons 'sqrt sqrt) (cons 'tan tan)
       (cons 'force force) (cons 'make-promise make-promise) (cons 'promise? promise?)))))
