;; engines: stage0
;; libraries: . ../../scheme-src
;;; The doors of the expander other than whole programs: forms one by one, registry data, primitives, names of globals.
(import (scheme base) (scheme write)
        (base report) (reader syntax) (reader file)
        (expander program) (expander interaction) (expander library) (expander registry-data) (expander core-forms)
        (expander host))

;; `write` with quote spelled out, as hosts differ there.
(define (show datum)
  (cond ((pair? datum)
         (display "(")
         (let loop ((datum datum) (first? #t))
           (cond ((pair? datum)
                  (unless first? (display " "))
                  (show (car datum))
                  (loop (cdr datum) #f))
                 ((not (null? datum)) (display " . ") (show datum))))
         (display ")"))
        (else (write datum))))

(define (show-items items)
  (for-each (lambda (item) (show item) (newline)) items))

(define (attempt thunk)
  (guard (condition
          ((compile-errors? condition)
           (print-reports (compile-errors-reports condition) (current-output-port))))
    (show-items (thunk))
    (print-reports (take-reports!) (current-output-port))))

(define builder (make-core-forms-builder))

(display "-- forms one by one") (newline)
(define registry (make-registry '() r7rs-host-libraries))
(define interaction (make-interaction-environment registry host-features '((scheme base) (scheme write))))
(define (enter datum) (attempt (lambda () (expand-form datum interaction builder))))
(for-each enter
          '((define x 1)
            (define (f) (later x))
            (define (later y) (+ y 1))
            (define x 2)
            (f)
            (import (prefix (scheme char) c:))
            (c:char-upcase #\a)
            (define-library (my library)
              (export swap! count-up! (rename hidden shown) use-hidden)
              (import (scheme base))
              (begin
                (define hidden 1)
                (define (count-up!) (set! hidden (+ hidden 1)) hidden)
                (define-syntax swap!
                  (syntax-rules () ((_ a b) (let ((tmp a)) (set! hidden 0) (set! a b) (set! b tmp)))))
                (define-syntax define-user
                  (syntax-rules () ((_ name) (define-syntax name (syntax-rules () ((_ e) (list hidden e 'q '#(e))))))))
                (define-user use-hidden)))
            (import (my library))
            (define y 5)
            (swap! x y)
            (use-hidden 7)
            (define car 5)
            (car)
            (begin (define z 1) (display z))
            (define-syntax twice (syntax-rules () ((_ e) (begin e e))))
            (twice (display x))
            (if)
            (let ((a)) a)
            (set! count-up! 5)
            (set! nowhere 5)
            (import (no such library))
            (define-library (broken) (export b) (import (scheme base)) (begin (define b (undefined))))
            (import (broken))))

(display "-- the same library from registry data") (newline)
(define data (registry->data registry '((my library) (scheme base) (runtime support))))
(define running (make-interaction-environment (data->registry data '() '()) host-features '((scheme base) (my library))))
(for-each (lambda (datum) (attempt (lambda () (expand-form datum running builder))))
          '((define x 1)
            (define y 2)
            (swap! x y)
            (use-hidden 7)
            (let ((list vector)) (use-hidden list))
            `(1 ,x ,@y)
            shown
            (set! shown 1)
            (parameterize ((x 1)) 2)))

(display "-- macros with procedures as transformers from registry data") (newline)
(for-each enter
          '((define-library (procedural)
              (export flip counted)
              (import (scheme base) (suo syntax))
              (begin
                (define base-count 10)
                (define-syntax flip
                  (er-macro-transformer
                   (lambda (form rename compare) (cons (rename 'list) (reverse (cdr form))))))
                (define-syntax counted
                  (lambda (stx)
                    (syntax-case stx (list)
                      ((_ list) #''the-list)
                      ((_ e ...) #`(+ base-count #,(length #'(e ...)))))))))
            (import (procedural))))
(define procedural-data (registry->data registry '((procedural) (scheme base) (suo syntax) (runtime support))))
(define with-macros
  (make-interaction-environment (data->registry procedural-data '() '()) host-features '((scheme base) (procedural))))
(for-each (lambda (datum) (attempt (lambda () (expand-form datum with-macros builder))))
          '((flip 1 2 3) (let ((list 5)) (flip list)) (counted 1 2 3) (counted list) (let ((list 1)) (counted list))))

(display "-- primitives") (newline)
(define (program text)
  (attempt (lambda ()
             (expand-program-forms (read-source-text text "text") (make-registry '() r7rs-host-libraries)
                                   (make-core-forms-builder) '(suo)))))
(program "(import (primitives) (core-syntax))
(+) (+ 1) (+ 1 2) (+ 1 2 3 4) (-) (- 1) (- 1 2 3) (*) (* 2)
(< 1 2) (< 1 2 3) (< 1)
(define plus +) (%fx+ 1 2) (car 1 2) (%fx+ 1) (make-vector 3) (vector) (vector 1 2 3) (apply + 1 '()) (set! car 5)")
(program "(import (primitives) (core-syntax))
(+ 1 2 3) (- 1) (< 1 2 3) (define plus +) (car 1 2) (make-vector 3) (vector) (values 1 2) (apply + '())")

(display "-- a program with warnings, and names") (newline)
(program "(define-library (a b 1) (export f) (import (scheme base))
  (begin (define (f) (g)) (define (g) 1)
    (define-syntax hide (syntax-rules () ((_) (define g 2)))) (hide) (hide)))
(import (scheme base) (a b 1)) (define x (f)) (define x 2) (define (list) 1) (list)")
