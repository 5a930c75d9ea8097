;;; Random programs whose meaning the report fixes, so that every engine must print the same.
;;;
;;;   generate SEED COUNT
;;;
;;; writes a program of some definitions and COUNT expressions, each printed with its number. Expressions are made by type, so
;;; no operation is given a wrong argument, and division meets no zero. All effects are on variables of the very form that
;;; has the effect, and control leaves an expression only from where nothing else is being evaluated (an *exit*: the end of
;;; the body of call/cc or guard), so the order of evaluation cannot be seen. Only flonum operations that IEEE 754 rounds
;;; exactly are used, and flonums are printed as integers.
;;;
;;;   type     integer flonum boolean list vector string procedure; lists, vectors and procedures are of integers
;;;   scope    association list from variables to types
;;;   exits    procedures (depth scope) -> expression that leaves
(import (scheme base) (scheme cxr) (scheme write) (scheme process-context) (random))

(define counter 0)
(define (fresh letter)
  (set! counter (+ counter 1))
  (string->symbol (string-append letter (number->string counter))))

(define (bind variable type scope) (cons (cons variable type) scope))

(define (variables type scope)
  (let loop ((scope scope) (found '()))
    (cond ((null? scope) found)
          ((eq? (cdar scope) type) (loop (cdr scope) (cons (caar scope) found)))
          (else (loop (cdr scope) found)))))

;;; Expressions.

(define types '(integer integer integer flonum boolean list vector string procedure))

(define (expression type depth scope)
  (let ((known (variables type scope)))
    (cond ((and (pair? known) (chance (if (<= depth 0) 80 15))) (choose known))
          ((<= depth 0) (constant type scope))
          ((chance 25) (construct type depth scope))
          (else ((choose (cdr (assq type operations))) (- depth 1) scope)))))

(define integers
  '(0 1 -1 2 3 7 -13 100 1000003 536870911 536870912 -536870913 1152921504606846975 1152921504606846976 -1152921504606846976
    -1152921504606846977 2305843009213693952 9223372036854775807 18446744073709551616 -340282366920938463463374607431768211457
    100000000000000000000000000000))

(define (constant type scope)
  (case type
    ((integer) (if (chance 40) (random 20) (choose integers)))
    ((flonum) (choose '(0.0 1.0 -1.0 0.5 2.75 -1234.5 1048576.0 0.1 1e10)))
    ((boolean) (choose '(#t #f)))
    ((list) (choose '('() (list 1 2 3) '(5 4 3 2 1 0) (list -7))))
    ((vector) (choose '((vector) (vector 1 2 3) '#(9 8 7 6) (make-vector 3 4))))
    ((string) (choose '("" "abc" "a longer string" "λx")))
    (else (let ((x (fresh "x"))) (list 'lambda (list x) (choose (list x 1 (list '+ x 1) (list '- 10 x))))))))

;; Forms for every type.
(define (construct type depth scope)
  ((choose constructs) type (- depth 1) scope))

(define (let-form type depth scope)
  (let ((variable (fresh "v")) (inner (choose types)))
    (list 'let (list (list variable (expression inner depth scope)))
          (expression type depth (bind variable inner scope)))))

(define (let*-form type depth scope)
  (let* ((one (fresh "v")) (other (fresh "v")) (inner (choose types)) (second (choose types))
         (more (bind one inner scope)))
    (list 'let* (list (list one (expression inner depth scope)) (list other (expression second depth more)))
          (expression type depth (bind other second more)))))

(define (if-form type depth scope)
  (list 'if (expression 'boolean depth scope) (expression type depth scope) (expression type depth scope)))

(define (case-form type depth scope)
  (list 'case (list 'modulo (expression 'integer depth scope) 4)
        (list '(0) (expression type depth scope))
        (list '(1 2) (expression type depth scope))
        (list 'else (expression type depth scope))))

(define (call-form type depth scope)
  (let ((x (fresh "x")) (y (fresh "y")))
    (list (list 'lambda (list x y) (expression type depth (bind x 'integer (bind y 'list scope))))
          (expression 'integer depth scope) (expression 'list depth scope))))

(define (rest-form type depth scope)
  (let ((x (fresh "x")) (rest (fresh "r")))
    (list (list 'lambda (cons x rest) (expression type depth (bind x 'integer (bind rest 'list scope))))
          (expression 'integer depth scope) (expression 'integer depth scope) (expression 'integer depth scope))))

(define (body-form type depth scope)
  (let* ((one (fresh "d")) (x (fresh "x")) (other (fresh "d"))
         (inner (bind one 'procedure scope)))
    (list 'let '()
          (list 'define (list one x) (expression 'integer depth (bind x 'integer scope)))
          (list 'define other (expression 'integer depth inner))
          (expression type depth (bind other 'integer inner)))))

(define (values-form type depth scope)
  (let ((one (fresh "v")) (other (fresh "v")))
    (list 'call-with-values
          (list 'lambda '() (list 'values (expression 'integer depth scope) (expression 'flonum depth scope)))
          (list 'lambda (list one other) (expression type depth (bind one 'integer (bind other 'flonum scope)))))))

(define (escape-form type depth scope)
  (let ((k (fresh "k")))
    (list 'call/cc
          (list 'lambda (list k)
                (leaving type depth scope
                         (list (lambda (depth scope) (list k (expression type depth scope)))))))))

(define (guard-form type depth scope)
  (let ((e (fresh "e")))
    (list 'guard (list e (list (list 'integer? e) (expression type depth (bind e 'integer scope))))
          (leaving type depth scope
                   (list (lambda (depth scope) (list 'raise (expression 'integer depth scope))))))))

(define (wind-form type depth scope)
  (let ((trace (fresh "t")) (k (fresh "k")) (result (fresh "v")))
    (list 'let* (list (list trace ''())
                      (list result
                            (list 'call/cc
                                  (list 'lambda (list k)
                                        (list 'dynamic-wind
                                              (list 'lambda '() (list 'set! trace (list 'cons 1 trace)))
                                              (list 'lambda '()
                                                    (leaving type depth scope
                                                             (list (lambda (depth scope) (list k (expression type depth scope))))))
                                              (list 'lambda '() (list 'set! trace (list 'cons 2 trace))))))))
          (list 'if (list 'equal? trace ''(2 1)) result (expression type 0 scope)))))

(define (assignment-form type depth scope)
  (let* ((m (fresh "m")) (inner (choose '(integer list procedure)))
         (more (bind m inner scope)) (f (fresh "f")))
    (list 'let (list (list m (expression inner depth scope)))
          (list 'let (list (list f (list 'lambda '() m)))
                (list 'set! m (expression inner depth more))
                (list 'let (list (list m (list f))) (expression type depth more))))))

(define constructs
  (list let-form let*-form if-form case-form call-form rest-form body-form values-form escape-form guard-form wind-form
        assignment-form let-form if-form))

;; An expression from whose ends control may leave.
(define (leaving type depth scope exits)
  (if (<= depth 0)
      (if (chance 50) ((choose exits) 0 scope) (expression type 0 scope))
      (case (random 5)
        ((0) ((choose exits) (- depth 1) scope))
        ((1 2)
         (list 'if (expression 'boolean (- depth 1) scope)
               (leaving type (- depth 1) scope exits) (leaving type (- depth 1) scope exits)))
        ((3)
         (let ((variable (fresh "v")))
           (list 'let (list (list variable (expression 'integer (- depth 1) scope)))
                 (leaving type (- depth 1) (bind variable 'integer scope) exits))))
        (else
         (let ((loop (fresh "l")) (i (fresh "i")))
           (list 'let loop (list (list i (random 5)))
                 (list 'if (list '<= i 0)
                       (leaving type (- depth 1) (bind i 'integer scope) exits)
                       (list 'begin
                             (list 'if (expression 'boolean (- depth 1) (bind i 'integer scope))
                                   ((choose exits) (- depth 1) (bind i 'integer scope)))
                             (list loop (list '- i 1))))))))))

;;; Operations. A shape is an expression in which types stand for operands; of the operators only `procedure` is a type.

(define (shape template)
  (lambda (depth scope)
    (define (fill template)
      (cond ((assq template operations) (expression template depth scope))
            ((pair? template) (cons (if (eq? (car template) 'procedure) (fill 'procedure) (car template)) (fill-operands (cdr template))))
            (else template)))
    (define (fill-operands templates)
      (if (pair? templates)
          (let ((first (fill (car templates)))) (cons first (fill-operands (cdr templates))))
          templates))
    (fill template)))

(define (shapes . templates) (map shape templates))

(define (sum-loop depth scope)
  (let ((loop (fresh "l")) (i (fresh "i")) (s (fresh "s")))
    (list 'let loop (list (list i (random 6)) (list s (expression 'integer depth scope)))
          (list 'if (list '<= i 0) s
                (list loop (list '- i 1)
                      (list 'bounded (expression 'integer depth (bind i 'integer (bind s 'integer scope)))))))))

(define (do-loop depth scope)
  (let ((i (fresh "i")) (s (fresh "s")))
    (list 'do (list (list i 0 (list '+ i 1))
                    (list s (expression 'flonum depth scope)
                          (expression 'flonum depth (bind i 'integer (bind s 'flonum scope)))))
          (list (list '= i (random 6)) s))))

(define (mutual-loop depth scope)
  (let ((even (fresh "p")) (odd (fresh "p")) (n (fresh "n")))
    (list 'letrec (list (list even (list 'lambda (list n) (list 'if (list '= n 0) (expression 'integer depth scope) (list odd (list '- n 1)))))
                        (list odd (list 'lambda (list n) (list 'if (list '= n 0) (expression 'integer depth scope) (list even (list '- n 1))))))
          (list even (list 'modulo (expression 'integer depth scope) 9)))))

(define (build-loop depth scope)
  (let ((loop (fresh "l")) (i (fresh "i")))
    (list 'let loop (list (list i (random 8)))
          (list 'if (list '= i 0) (expression 'list depth scope)
                (list 'cons (expression 'integer depth (bind i 'integer scope)) (list loop (list '- i 1)))))))

(define (closure depth scope)
  (let ((x (fresh "x"))) (list 'lambda (list x) (list 'bounded (expression 'integer depth (bind x 'integer scope))))))

(define (adder depth scope)
  (let ((n (fresh "n")) (x (fresh "x")))
    (list 'let (list (list n (expression 'integer depth scope))) (list 'lambda (list x) (list 'bounded (list (choose '(+ - *)) n x))))))

(define (changed-vector depth scope)
  (let ((v (fresh "v")))
    (list 'let (list (list v (list 'vector-copy (expression 'vector depth scope))))
          (list 'if (list '< 0 (list 'vector-length v))
                (list 'vector-set! v (list 'modulo (expression 'integer depth scope) (list 'vector-length v)) (expression 'integer depth scope)))
          v)))

(define operations
  (list
   (append (list 'integer sum-loop mutual-loop)
           (shapes '(+ integer integer) '(- integer integer) '(* integer integer) '(bounded (* integer integer)) '(+ integer 1) '(- integer)
                   '(quotient integer (nonzero integer)) '(remainder integer (nonzero integer)) '(modulo integer (nonzero integer))
                   '(floor-quotient integer (nonzero integer)) '(gcd integer integer) '(min integer integer) '(max integer integer integer) '(abs integer)
                   '(exact-integer-sqrt-of (abs integer)) '(square (bounded integer)) '(expt (modulo integer 7) (modulo integer 40))
                   '(length list) '(apply + list) '(apply max 0 integer list) '(vector-length vector) '(string-length string) '(element vector integer)
                   '(procedure integer) '(procedure (procedure integer)) '(exact (truncate (bounded-flonum flonum))) '(fold-left + integer list)))
   (append (list 'flonum do-loop)
           (shapes '(+ flonum flonum) '(- flonum flonum) '(* flonum flonum) '(/ flonum flonum) '(sqrt (abs flonum)) '(inexact integer) '(- flonum)
                   '(floor flonum) '(round flonum) '(max flonum flonum) '(+ flonum integer) '(* (inexact integer) flonum)))
   (cons 'boolean
         (shapes '(< integer integer) '(= integer integer) '(<= integer integer integer) '(> flonum flonum) '(= flonum flonum) '(not boolean) '(and boolean boolean)
                 '(or boolean boolean) '(null? list) '(equal? list list) '(eqv? integer integer) '(string<? string string) '(even? integer) '(zero? integer)
                 '(equal? vector vector) '(pair? (memv integer list)) '(string=? string string) '(negative? integer)))
   (append (list 'list build-loop)
           (shapes '(list integer integer) '(cons integer list) '(append list list) '(reverse list) '(map procedure list) '(vector->list vector) '(rest list)
                   '(map + list list) '(list-copy list) '(call-with-values (lambda () (floor/ integer (nonzero integer))) list-of) '(keep even? list)))
   (append (list 'vector changed-vector)
           (shapes '(vector integer integer integer) '(vector-map procedure vector) '(list->vector list) '(vector-append vector vector)
                   '(make-vector (modulo integer 5) integer)))
   (cons 'string
         (shapes '(string-append string string) '(number->string integer) '(number->string integer 16) '(printable list) '(prefix string integer) '(string-copy string)))
   (append (list 'procedure closure closure adder)
           (shapes '(if boolean procedure procedure) '(composed procedure procedure)))))

;;; The program.

(define prelude
  '((import (scheme base) (scheme write) (scheme inexact))
    (define (nonzero n) (if (= n 0) 7 n))
    (define (bounded n) (if (< -10000000000000000000000000000000000000000 n 10000000000000000000000000000000000000000) n (remainder n 10000000000000000000000000000000000000003)))
    (define (bounded-flonum x) (if (and (< -1e15 x) (< x 1e15)) x 0.5))
    (define (exact-integer-sqrt-of n) (call-with-values (lambda () (exact-integer-sqrt n)) (lambda (root rest) (+ root rest))))
    (define (element v n) (if (= 0 (vector-length v)) n (vector-ref v (modulo n (vector-length v)))))
    (define (fold-left f start list) (if (null? list) start (fold-left f (f start (car list)) (cdr list))))
    (define (rest list) (if (null? list) list (cdr list)))
    (define (list-of . objects) objects)
    (define (keep ok? list) (cond ((null? list) '()) ((ok? (car list)) (cons (car list) (keep ok? (cdr list)))) (else (keep ok? (cdr list)))))
    (define (printable list) (list->string (map (lambda (n) (integer->char (+ 32 (modulo n 90)))) list)))
    (define (prefix string n) (substring string 0 (modulo n (+ 1 (string-length string)))))
    (define (composed f g) (lambda (x) (f (g x))))
    (define (plain x)
      (cond ((procedure? x) (list (plain (x 0)) (plain (x 5))))
            ((and (number? x) (inexact? x))
             (cond ((nan? x) 'nan) ((infinite? x) (if (< x 0.0) 'minus-infinity 'infinity)) ((eqv? x -0.0) 'minus-zero)
                   (else (list (exact (truncate x)) (exact (truncate (* 1048576.0 (- x (truncate x)))))))))
            (else x)))
    (define (show number thunk)
      (write number)
      (display " ")
      (write (plain (guard (e ((integer? e) (list 'raised e))) (thunk))))
      (newline))))

(define (print-line datum)
  (write datum)
  (newline))

(define (main seed-text count-text)
  (random-seed! (string->number seed-text))
  (for-each print-line prelude)
  (let ((count (string->number count-text)))
    (let loop ((number 1) (scope '()))
      (when (<= number count)
        (if (= 0 (modulo number 5))
            (let ((name (fresh "g")) (type (choose types)))
              (print-line (list 'define name (expression type 4 scope)))
              (loop (+ number 1) (bind name type scope)))
            (begin
              (print-line (list 'show number (list 'lambda '() (expression (choose types) 6 scope))))
              (loop (+ number 1) scope)))))))

(apply main (cdr (command-line)))
