;;; The part of stage0's library that is written in Scheme: control, and what calls procedures.
;;;
;;; State of the machine, saved in continuations: 0 winders, 1 handlers, 2 parameter bindings.

;; Control.

(define (call-with-values producer consumer)
  (let-values ((results (producer))) (apply consumer results)))

(define (call-with-current-continuation receiver) (%call/cc receiver))
(define (call/cc receiver) (%call/cc receiver))

(define (dynamic-wind before thunk after)
  (before)
  (%state 0 (cons (cons before after) (%state 0)))
  (let-values ((results (thunk)))
    (%state 0 (cdr (%state 0)))
    (after)
    (apply values results)))

;; Runs the winders between here and a continuation, then goes on there.
(define (%rewind continuation results)
  (%rewind-to (%continuation-winders continuation))
  (%continue continuation results))

(define (%rewind-to target)
  (let ((here (%state 0)))
    (if (not (eq? here target))
        (let loop ((from here) (to target) (entries '()))
          (let ((more (- (length from) (length to))))
            (cond ((> more 0)
                   (%state 0 (cdr from))
                   ((cdar from))
                   (loop (cdr from) to entries))
                  ((< more 0) (loop from (cdr to) (cons to entries)))
                  ((not (eq? from to))
                   (%state 0 (cdr from))
                   ((cdar from))
                   (loop (cdr from) (cdr to) (cons to entries)))
                  (else
                   (for-each (lambda (winders)
                               ((caar winders))
                               (%state 0 winders))
                             entries))))))))

(define (exit . code)
  (%rewind-to '())
  (apply emergency-exit code))

;; Parameters. A binding list is an association list from parameters to values.

(define make-parameter
  (case-lambda
    ((value) (%make-parameter value #f))
    ((value converter) (%make-parameter (converter value) converter))))

(define (dynamic-parameterize parameters values-given thunk)
  (let loop ((ps parameters) (vs values-given) (bindings '()))
    (if (pair? ps)
        (let ((p (car ps)))
          (if (memq p %port-parameters)
              (%with-port p (car vs) (lambda () (loop (cdr ps) (cdr vs) bindings)))
              (begin
                (if (not (%parameter? p)) (error "parameterize: not a parameter" p))
                (let ((converter (%parameter-converter p)))
                  (loop (cdr ps) (cdr vs) (cons (cons p (if converter (converter (car vs)) (car vs))) bindings))))))
        (let ((former (%state 2)))
          (%state 2 (append bindings former))
          (let-values ((results (thunk)))
            (%state 2 former)
            (apply values results))))))

(define current-input-port (case-lambda (() (%current-port 0))))
(define current-output-port (case-lambda (() (%current-port 1))))
(define current-error-port (case-lambda (() (%current-port 2))))
(define %port-parameters (list current-input-port current-output-port current-error-port))

(define (%with-port parameter port thunk)
  (let ((index (cond ((eq? parameter current-input-port) 0)
                     ((eq? parameter current-output-port) 1)
                     (else 2)))
        (other port))
    (define (exchange) (set! other (%current-port index other)))
    (dynamic-wind exchange thunk exchange)))

;; Conditions. Handlers are a list, the innermost first.

(define (with-exception-handler handler thunk)
  (if (not (procedure? handler)) (error "with-exception-handler: argument 1 is not a procedure" handler))
  (let ((former (%state 1)))
    (%state 1 (cons handler former))
    (let-values ((results (thunk)))
      (%state 1 former)
      (apply values results))))

(define (raise object)
  (let ((handlers (%state 1)))
    (if (null? handlers) (%uncaught object))
    (%state 1 (cdr handlers))
    ((car handlers) object)
    (raise (%make-error "a handler returned from what cannot be continued" (list object)))))

(define (raise-continuable object)
  (let ((handlers (%state 1)))
    (if (null? handlers) (%uncaught object))
    (%state 1 (cdr handlers))
    (let-values ((results ((car handlers) object)))
      (%state 1 handlers)
      (apply values results))))

(define (%raise-failure condition)
  (raise condition)
  #f)

(define (error message . irritants)
  (raise (%make-error message irritants))
  #f)

(define (error-message-string condition)
  (error-object-message condition))

;; The handler runs outside the body; what it does not want is raised again where it was raised.
(define (call-with-guard handler body)
  ((%call/cc
    (lambda (leave)
      (with-exception-handler
       (lambda (condition)
         ((%call/cc
           (lambda (return)
             (leave (lambda ()
                      (handler condition
                               (lambda ()
                                 (return (lambda () (raise-continuable condition)))))))))))
       (lambda ()
         (let-values ((results (body)))
           (lambda () (apply values results)))))))))

;; Promises: a shared cell of (done? . value-or-thunk).

(define (make-promise-lazy thunk) (%make-promise #f (vector #f thunk)))
(define (make-promise-eager value) (%make-promise #f (vector #t value)))
(define (make-promise value) (if (promise? value) value (make-promise-eager value)))

(define (force promise)
  (if (promise? promise)
      (let loop ()
        (let ((content (%promise-value promise)))
          (if (vector-ref content 0)
              (vector-ref content 1)
              (let* ((next ((vector-ref content 1)))
                     (content (%promise-value promise)))
                (if (not (vector-ref content 0))
                    (let ((other (%promise-value next)))
                      (vector-set! content 0 (vector-ref other 0))
                      (vector-set! content 1 (vector-ref other 1))
                      (%set-promise! next #f content)))
                (loop)))))
      promise))

;; Lists.

(define member
  (case-lambda
    ((x list) (%member x list))
    ((x list same?)
     (let loop ((rest list))
       (cond ((null? rest) #f)
             ((same? x (car rest)) rest)
             (else (loop (cdr rest))))))))

(define assoc
  (case-lambda
    ((x list) (%assoc x list))
    ((x list same?)
     (let loop ((rest list))
       (cond ((null? rest) #f)
             ((same? x (caar rest)) (car rest))
             (else (loop (cdr rest))))))))

(define (%cars lists)
  (if (null? lists) '() (cons (caar lists) (%cars (cdr lists)))))
(define (%cdrs lists)
  (if (null? lists) '() (cons (cdar lists) (%cdrs (cdr lists)))))
(define (%any-end? lists)
  (and (pair? lists) (or (not (pair? (car lists))) (%any-end? (cdr lists)))))

(define map
  (case-lambda
    ((f list)
     (let loop ((rest list) (done '()))
       (if (pair? rest)
           (loop (cdr rest) (cons (f (car rest)) done))
           (reverse done))))
    ((f one two)
     (let loop ((a one) (b two) (done '()))
       (if (and (pair? a) (pair? b))
           (loop (cdr a) (cdr b) (cons (f (car a) (car b)) done))
           (reverse done))))
    ((f . lists)
     (let loop ((rest lists) (done '()))
       (if (%any-end? rest)
           (reverse done)
           (loop (%cdrs rest) (cons (apply f (%cars rest)) done)))))))

(define for-each
  (case-lambda
    ((f list)
     (let loop ((rest list))
       (if (pair? rest)
           (begin (f (car rest)) (loop (cdr rest))))))
    ((f one two)
     (let loop ((a one) (b two))
       (if (and (pair? a) (pair? b))
           (begin (f (car a) (car b)) (loop (cdr a) (cdr b))))))
    ((f . lists)
     (let loop ((rest lists))
       (if (not (%any-end? rest))
           (begin (apply f (%cars rest)) (loop (%cdrs rest))))))))

;; Vectors and strings.

(define (%shortest length-of things)
  (apply min (map length-of things)))

(define vector-map
  (case-lambda
    ((f v)
     (let* ((n (vector-length v)) (result (make-vector n)))
       (let loop ((i 0))
         (if (< i n)
             (begin (vector-set! result i (f (vector-ref v i))) (loop (+ i 1)))
             result))))
    ((f . vectors) (list->vector (apply map f (map vector->list vectors))))))

(define vector-for-each
  (case-lambda
    ((f v)
     (let ((n (vector-length v)))
       (let loop ((i 0))
         (if (< i n)
             (begin (f (vector-ref v i)) (loop (+ i 1)))))))
    ((f . vectors) (apply for-each f (map vector->list vectors)))))

(define (string-map f . strings)
  (list->string (apply map f (map string->list strings))))

(define string-for-each
  (case-lambda
    ((f s)
     (let ((n (string-length s)))
       (let loop ((i 0))
         (if (< i n)
             (begin (f (string-ref s i)) (loop (+ i 1)))))))
    ((f . strings) (apply for-each f (map string->list strings)))))

;; Ports.

(define (call-with-port port procedure)
  (let-values ((results (procedure port)))
    (close-port port)
    (apply values results)))

(define (call-with-input-file name procedure)
  (call-with-port (open-input-file name) procedure))
(define (call-with-output-file name procedure)
  (call-with-port (open-output-file name) procedure))

(define (with-input-from-file name thunk)
  (let ((port (open-input-file name)))
    (let-values ((results (%with-port current-input-port port thunk)))
      (close-port port)
      (apply values results))))
(define (with-output-to-file name thunk)
  (let ((port (open-output-file name)))
    (let-values ((results (%with-port current-output-port port thunk)))
      (close-port port)
      (apply values results))))
