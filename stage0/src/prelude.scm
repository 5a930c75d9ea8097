;;; The part of stage0's library that is written in Scheme: control, and what calls procedures.
;;;
;;; State of the machine, saved in continuations: 0 winders, 1 handlers, 2 parameter bindings.

;; What is one instruction, as a procedure: calls of these names are open-coded, inside these definitions too.

(define (eq? a b) (eq? a b))
(define (eqv? a b) (eqv? a b))
(define (not x) (not x))
(define (null? x) (null? x))
(define (pair? x) (pair? x))
(define (symbol? x) (symbol? x))
(define (string? x) (string? x))
(define (vector? x) (vector? x))
(define (bytevector? x) (bytevector? x))
(define (char? x) (char? x))
(define (procedure? x) (procedure? x))
(define (boolean? x) (boolean? x))
(define (eof-object? x) (eof-object? x))
(define (number? x) (number? x))
(define (exact-integer? x) (exact-integer? x))
(define (fixnum? x) (fixnum? x))
(define (flonum? x) (flonum? x))
(define (cons a d) (cons a d))
(define (car x) (car x))
(define (cdr x) (cdr x))
(define (caar x) (caar x))
(define (cadr x) (cadr x))
(define (cdar x) (cdar x))
(define (cddr x) (cddr x))
(define (caddr x) (caddr x))
(define (cdddr x) (cdddr x))
(define (set-car! pair x) (set-car! pair x))
(define (set-cdr! pair x) (set-cdr! pair x))
(define (vector-ref v i) (vector-ref v i))
(define (vector-set! v i x) (vector-set! v i x))
(define (vector-length v) (vector-length v))
(define (string-ref s i) (string-ref s i))
(define (string-length s) (string-length s))
(define (bytevector-u8-ref b i) (bytevector-u8-ref b i))
(define (bytevector-u8-set! b i x) (bytevector-u8-set! b i x))
(define (bytevector-length b) (bytevector-length b))
(define (char->integer c) (char->integer c))
(define (quotient n d) (quotient n d))
(define (remainder n d) (remainder n d))
(define (modulo n d) (modulo n d))
(define (list . xs) xs)
(define (vector . xs) (list->vector xs))

;; Numbers.

(define (%fold step result xs)
  (if (pair? xs) (%fold step (step result (car xs)) (cdr xs)) result))

;; Does the test hold between each and the next?
(define (%chain test x rest)
  (or (null? rest)
      (if (test x (car rest))
          (%chain test (car rest) (cdr rest))
          (begin (%chain test (car rest) (cdr rest)) #f))))

(define + (case-lambda ((a b) (+ a b)) (xs (%fold + 0 xs))))
(define * (case-lambda ((a b) (* a b)) (xs (%fold * 1 xs))))
(define - (case-lambda ((a b) (- a b)) ((a) (- a)) ((a . xs) (%fold - a xs))))
(define / (case-lambda ((a b) (%/ a b)) ((a) (%/ 1 a)) ((a . xs) (%fold %/ a xs))))
(define = (case-lambda ((a b) (= a b)) ((a . xs) (%chain = a xs))))
(define < (case-lambda ((a b) (< a b)) ((a . xs) (%chain < a xs))))
(define > (case-lambda ((a b) (> a b)) ((a . xs) (%chain > a xs))))
(define <= (case-lambda ((a b) (<= a b)) ((a . xs) (%chain <= a xs))))
(define >= (case-lambda ((a b) (>= a b)) ((a . xs) (%chain >= a xs))))

(define (zero? x) (= x 0))
(define (positive? x) (> x 0))
(define (negative? x) (< x 0))
(define (even? n) (= (remainder n 2) 0))
(define (odd? n) (not (= (remainder n 2) 0)))
(define (square x) (* x x))
(define (abs x) (if (< x 0) (- x) (if (eqv? x -0.0) 0.0 x)))
(define magnitude abs)

(define (truncate-quotient n d) (quotient n d))
(define (truncate-remainder n d) (remainder n d))
(define (truncate/ n d) (values (quotient n d) (remainder n d)))
(define (floor-quotient n d) (quotient (- n (modulo n d)) d))
(define (floor-remainder n d) (modulo n d))
(define (floor/ n d) (values (floor-quotient n d) (modulo n d)))

(define complex? number?)
(define real? number?)
(define (rational? x) (and (number? x) (finite? x)))
(define (integer? x) (or (exact-integer? x) (and (flonum? x) (finite? x) (= x (floor x)))))
(define (exact? x) (not (flonum? (+ x 0))))
(define (inexact? x) (flonum? (+ x 0)))
(define exact-rational? exact-integer?)
(define (nan? x) (not (= x x)))
(define (finite? x) (= (- x x) 0))
(define (infinite? x) (not (or (finite? x) (nan? x))))
(define (numerator x) x)
(define (denominator x) 1)
(define exact->inexact inexact)
(define inexact->exact exact)

;; The better of all; inexact when one of them is. What is not equal to itself is as good as the best.
(define (%extreme better? x rest)
  (let loop ((best x) (rest rest) (inexact-result? (inexact? x)))
    (if (pair? rest)
        (let ((y (car rest)))
          (loop (if (or (better? y best) (nan? y)) y best) (cdr rest) (or inexact-result? (inexact? y))))
        (if inexact-result? (inexact best) best))))

(define (min x . rest) (%extreme < x rest))
(define (max x . rest) (%extreme > x rest))

(define (%gcd a b) (if (= b 0) (abs a) (%gcd b (remainder a b))))
(define (gcd . ns) (%fold %gcd 0 ns))
(define (lcm . ns)
  (%fold (lambda (a b) (if (or (= a 0) (= b 0)) 0 (quotient (abs (* a b)) (%gcd a b)))) 1 ns))

(define (expt base power)
  (cond ((or (flonum? base) (flonum? power)) (%expt base power))
        ((>= power 0)
         (let loop ((square base) (n power) (result 1))
           (if (= n 0)
               result
               (loop (if (= n 1) square (* square square))
                     (quotient n 2)
                     (if (odd? n) (* result square) result)))))
        ((= base 1) 1)
        ((= base -1) (if (odd? power) -1 1))
        (else (error "expt: the power is no integer:" base power))))

;; Newton's iteration, from above.
(define (exact-integer-sqrt n)
  (if (not (and (exact-integer? n) (>= n 0))) (error "exact-integer-sqrt: argument 1 is out of range:" n))
  (let above ((x 1))
    (if (<= (* x x) n)
        (above (* 2 x))
        (let loop ((x x))
          (let ((y (if (= x 0) 0 (quotient (+ x (quotient n x)) 2))))
            (if (< y x) (loop y) (values x (- n (* x x)))))))))

(define (sqrt x)
  (if (and (exact-integer? x) (>= x 0))
      (let-values (((root rest) (exact-integer-sqrt x)))
        (if (= rest 0) root (%sqrt x)))
      (%sqrt x)))

(define log (case-lambda ((x) (%log x)) ((x base) (/ (%log x) (%log base)))))
(define atan (case-lambda ((y) (%atan y)) ((y x) (%atan-of-two y x))))

;; Characters and strings.

(define char=? (case-lambda ((a b) (char=? a b)) ((a . cs) (%chain char=? a cs))))
(define char<? (case-lambda ((a b) (char<? a b)) ((a . cs) (%chain char<? a cs))))
(define char>? (case-lambda ((a b) (char>? a b)) ((a . cs) (%chain char>? a cs))))
(define char<=? (case-lambda ((a b) (char<=? a b)) ((a . cs) (%chain char<=? a cs))))
(define char>=? (case-lambda ((a b) (char>=? a b)) ((a . cs) (%chain char>=? a cs))))
(define char-foldcase char-downcase)
(define (char-ci=? . cs) (apply char=? (map char-foldcase cs)))
(define (char-ci<? . cs) (apply char<? (map char-foldcase cs)))
(define (char-ci>? . cs) (apply char>? (map char-foldcase cs)))
(define (char-ci<=? . cs) (apply char<=? (map char-foldcase cs)))
(define (char-ci>=? . cs) (apply char>=? (map char-foldcase cs)))
(define (digit-value c)
  (let ((value (- (char->integer c) 48)))
    (and (<= 0 value 9) value)))

(define string=? (case-lambda ((a b) (= (%string-order a b) 0)) ((a . ss) (%chain string=? a ss))))
(define string<? (case-lambda ((a b) (< (%string-order a b) 0)) ((a . ss) (%chain string<? a ss))))
(define string>? (case-lambda ((a b) (> (%string-order a b) 0)) ((a . ss) (%chain string>? a ss))))
(define string<=? (case-lambda ((a b) (<= (%string-order a b) 0)) ((a . ss) (%chain string<=? a ss))))
(define string>=? (case-lambda ((a b) (>= (%string-order a b) 0)) ((a . ss) (%chain string>=? a ss))))
(define (string-foldcase s) (string-map char-foldcase s))
(define (string-ci=? . ss) (apply string=? (map string-foldcase ss)))
(define (string-ci<? . ss) (apply string<? (map string-foldcase ss)))
(define (string-ci>? . ss) (apply string>? (map string-foldcase ss)))
(define (string-ci<=? . ss) (apply string<=? (map string-foldcase ss)))
(define (string-ci>=? . ss) (apply string>=? (map string-foldcase ss)))
(define (string . cs) (list->string cs))
(define (bytevector . bs) (%list->bytevector bs))

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
    (error "a handler returned from what cannot be continued" object)))

(define (raise-continuable object)
  (let ((handlers (%state 1)))
    (if (null? handlers) (%uncaught object))
    (%state 1 (cdr handlers))
    (let-values ((results ((car handlers) object)))
      (%state 1 handlers)
      (apply values results))))

(define-record-type %condition
  (%make-condition kind message irritants position)
  error-object?
  (kind %condition-kind)
  (message error-object-message)
  (irritants error-object-irritants)
  (position %condition-position))

(define (read-error? x) (and (error-object? x) (eq? (%condition-kind x) 'read)))
(define (file-error? x) (and (error-object? x) (eq? (%condition-kind x) 'file)))
(define error-message-string error-object-message)

;; What the machine calls when an instruction or a primitive fails.
(define (%raise-failure kind position message irritants)
  (raise (%make-condition kind message irritants position))
  #f)

(define (error message . irritants)
  (raise (%make-condition 'error (if (string? message) message (%text message write)) irritants (%place)))
  #f)

;; Ends the program: nothing handles what was raised.
(define (%uncaught object)
  (if (error-object? object)
      (%stop (%condition-position object)
             (let ((message (error-object-message object)) (irritants (map %irritant-text (error-object-irritants object))))
               (apply string-append message
                      (if (or (null? irritants) (%ends-in-colon? message)) "" ":")
                      irritants)))
      (%stop #f (string-append "uncaught: " (%text object write)))))

(define (%ends-in-colon? text)
  (let ((n (string-length text)))
    (and (> n 0) (eqv? (string-ref text (- n 1)) #\:))))

(define (%irritant-text object)
  (let ((text (%text object write)))
    (string-append " " (if (> (string-length text) 200) (string-append (substring text 0 200) "…") text))))

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
(define (misuse message object) (error message object))
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

(define (caaar x) (car (caar x)))
(define (caadr x) (car (cadr x)))
(define (cadar x) (car (cdar x)))
(define (cdaar x) (cdr (caar x)))
(define (cdadr x) (cdr (cadr x)))
(define (cddar x) (cdr (cdar x)))
(define (caaaar x) (caar (caar x)))
(define (caaadr x) (caar (cadr x)))
(define (caadar x) (caar (cdar x)))
(define (caaddr x) (caar (cddr x)))
(define (cadaar x) (cadr (caar x)))
(define (cadadr x) (cadr (cadr x)))
(define (caddar x) (cadr (cdar x)))
(define (cadddr x) (cadr (cddr x)))
(define (cdaaar x) (cdar (caar x)))
(define (cdaadr x) (cdar (cadr x)))
(define (cdadar x) (cdar (cdar x)))
(define (cdaddr x) (cdar (cddr x)))
(define (cddaar x) (cddr (caar x)))
(define (cddadr x) (cddr (cadr x)))
(define (cdddar x) (cddr (cdar x)))
(define (cddddr x) (cddr (cddr x)))

(define (list-ref list k) (car (list-tail list k)))
(define (list-set! list k x) (set-car! (list-tail list k) x))
(define (make-list n . fill) (vector->list (apply make-vector n fill)))

(define (list-copy list)
  (let loop ((rest list) (done '()))
    (if (pair? rest)
        (loop (cdr rest) (cons (car rest) done))
        (%fold (lambda (tail x) (cons x tail)) rest done))))

(define (%same-of? type? x rest)
  (if (not (type? x)) (error "not of the wanted type:" x))
  (or (null? rest)
      (let ((others (%same-of? type? (car rest) (cdr rest))))
        (and (eq? x (car rest)) others))))
(define (boolean=? x . rest) (%same-of? boolean? x rest))
(define (symbol=? x . rest) (%same-of? symbol? x rest))

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

(define (string->vector s . range) (list->vector (apply string->list s range)))
(define (vector->string v . range) (list->string (apply vector->list v range)))

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

(define (port? x) (or (input-port? x) (output-port? x)))
(define close-input-port close-port)
(define close-output-port close-port)
(define (char-ready? . port) #t)
(define (u8-ready? . port) #t)
(define %eof (read-char (open-input-string "")))
(define (eof-object) %eof)

(define (read-line . port)
  (let ((line (open-output-string)))
    (let loop ((c (apply read-char port)) (empty? #t))
      (cond ((and (eof-object? c) empty?) c)
            ((or (eof-object? c) (eqv? c #\newline)) (get-output-string line))
            ((eqv? c #\return)
             (if (eqv? (apply peek-char port) #\newline) (apply read-char port))
             (get-output-string line))
            (else (write-char c line) (loop (apply read-char port) #f))))))

(define (read-string k . port)
  (let loop ((left k) (done '()))
    (let ((c (if (> left 0) (apply read-char port) #f)))
      (cond ((char? c) (loop (- left 1) (cons c done)))
            ((and (eof-object? c) (null? done)) c)
            (else (list->string (reverse done)))))))

(define (read-bytevector! to . rest)
  (let* ((port (if (pair? rest) (car rest) (current-input-port)))
         (range (if (pair? rest) (cdr rest) '()))
         (start (if (pair? range) (car range) 0))
         (end (if (and (pair? range) (pair? (cdr range))) (cadr range) (bytevector-length to)))
         (bytes (read-bytevector (- end start) port)))
    (if (eof-object? bytes)
        bytes
        (begin (bytevector-copy! to start bytes)
               (bytevector-length bytes)))))

(define write-char
  (case-lambda
    ((c) (write-string (string c)))
    ((c port) (write-string (string c) port))))
(define (newline . port) (apply write-char #\newline port))
(define (write-u8 byte . port) (apply write-bytevector (bytevector byte) port))

;; External representations. `labels` holds the objects that get labels, each with its number once it has been written.

(define (display object . port)
  (if (string? object)
      (apply write-string object port)
      (%print object (apply %output port) #f (%labelled object #f))))
(define (write object . port) (%print object (apply %output port) #t (%labelled object #f)))
(define (write-shared object . port) (%print object (apply %output port) #t (%labelled object #t)))
(define write-simple write)

(define %output (case-lambda (() (current-output-port)) ((port) port)))

(define (%text object print)
  (let ((port (open-output-string)))
    (print object port)
    (get-output-string port)))

(define (%print object port write? labels)
  (define next 0)
  (define (put text) (write-string text port))
  (define (show x)
    (let ((label (assq x labels)))
      (if label
          (let ((known (cdr label)))
            (if (not known)
                (begin (set-cdr! label next) (set! next (+ next 1))))
            (put "#")
            (put (number->string (cdr label)))
            (put (if known "#" "="))
            (if (not known) (show-inside x)))
          (show-inside x))))
  (define (show-inside x)
    (cond ((pair? x)
           (let ((prefix (and (pair? (cdr x)) (null? (cddr x)) (not (assq (cdr x) labels)) (assq (car x) %abbreviations))))
             (if prefix
                 (begin (put (cdr prefix)) (show (cadr x)))
                 (begin (put "(") (show (car x)) (show-tail (cdr x))))))
          ((vector? x)
           (put "#(")
           (let loop ((i 0))
             (if (< i (vector-length x))
                 (begin (if (> i 0) (put " "))
                        (show (vector-ref x i))
                        (loop (+ i 1)))))
           (put ")"))
          ((and write? (string? x)) (%put-escaped x #\" port))
          ((string? x) (put x))
          ((and write? (symbol? x) (%odd-symbol? (symbol->string x))) (%put-escaped (symbol->string x) #\| port))
          ((symbol? x) (put (symbol->string x)))
          ((number? x) (put (number->string x)))
          ((and write? (char? x)) (put "#\\") (put (%character-name x)))
          ((char? x) (write-char x port))
          ((bytevector? x)
           (put "#u8")
           (show-inside (%bytevector->list x)))
          ((error-object? x)
           (put "#<condition ")
           (%put-escaped (error-object-message x) #\" port)
           (put ">"))
          ((assq x '((#t . "#t") (#f . "#f") (() . "()"))) => (lambda (entry) (put (cdr entry))))
          (else (put (%opaque-text x)))))
  (define (show-tail x)
    (cond ((null? x) (put ")"))
          ((and (pair? x) (not (assq x labels)))
           (put " ")
           (show (car x))
           (show-tail (cdr x)))
          (else
           (put " . ")
           (show x)
           (put ")"))))
  (show object))

(define %abbreviations '((quote . "'") (quasiquote . "`") (unquote . ",") (unquote-splicing . ",@")))

(define (%bytevector->list bytes)
  (let loop ((i (bytevector-length bytes)) (done '()))
    (if (= i 0) done (loop (- i 1) (cons (bytevector-u8-ref bytes (- i 1)) done)))))

(define (%put-escaped text mark port)
  (write-char mark port)
  (string-for-each
   (lambda (c)
     (let ((letter (assv c '((#\\ . #\\) (#\newline . #\n) (#\tab . #\t) (#\return . #\r) (#\alarm . #\a) (#\backspace . #\b)))))
       (cond ((or letter (eqv? c mark))
              (write-char #\\ port)
              (write-char (if letter (cdr letter) mark) port))
             ((or (char<? c #\space) (eqv? c #\delete))
              (write-string "\\x" port)
              (write-string (number->string (char->integer c) 16) port)
              (write-string ";" port))
             (else (write-char c port)))))
   text)
  (write-char mark port))

(define (%character-name c)
  (cond ((assv c '((#\space . "space") (#\newline . "newline") (#\tab . "tab") (#\return . "return") (#\null . "null")
                   (#\alarm . "alarm") (#\backspace . "backspace") (#\delete . "delete") (#\escape . "escape")))
         => cdr)
        ((char<? c #\space) (string-append "x" (number->string (char->integer c) 16)))
        (else (string c))))

;; Must it be written between bars?
(define (%odd-symbol? name)
  (or (member name '("" "."))
      (eqv? (string-ref name 0) #\#)
      (string->number name)
      (%any-char? (lambda (c) (or (char-whitespace? c) (char<? c #\space) (char>? c #\~) (memv c '(#\( #\) #\" #\; #\' #\| #\` #\,)))) name)))

(define (%any-char? test text)
  (let loop ((i 0))
    (and (< i (string-length text))
         (or (test (string-ref text i)) (loop (+ i 1))))))

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

;; The process.

(define (jiffies-per-second) 1000000)
(define current-jiffy %microseconds)
(define (current-second) (/ (inexact (%microseconds)) 1e6))

(define %command-line #f)
(define (%command-line! list) (set! %command-line list))
(define (command-line) (or %command-line (%arguments)))

(define (get-environment-variables)
  (let loop ((texts (%environment)))
    (if (null? texts) '() (cons (cons (car texts) (cadr texts)) (loop (cddr texts))))))
(define (get-environment-variable name)
  (let ((entry (assoc name (get-environment-variables))))
    (and entry (cdr entry))))

(define (emergency-exit . code)
  (%exit (cond ((or (null? code) (eq? (car code) #t)) 0)
               ((fixnum? (car code)) (modulo (car code) 256))
               (else 1))))

(define (features) '(r7rs exact-closed full-unicode stage0))
