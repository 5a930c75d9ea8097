;;; R7RS 5.5: define-record-type.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(define-record-type <pare> (kons x y) pare? (x kar set-kar!) (y kdr))
(check (pare? (kons 1 2)) #t (pare? (cons 1 2)) #f (kar (kons 1 2)) 1 (kdr (kons 1 2)) 2 (let ((k (kons 1 2))) (set-kar! k 3) (kar k)) 3 (pair? (kons 1 2)) #f (vector? (kons 1 2)) #f (procedure? kons) #t (procedure? set-kar!) #t
       (pare? 5) #f (pare? '()) #f (pare? kons) #f (pare? (vector 1 2)) #f (let ((a (kons 1 2)) (b (kons 1 2))) (list (eq? a a) (eqv? a b) (equal? a b) (equal? a a))) '(#t #f #f #t))
;; Fields of the constructor in another order, and fewer than there are; fields without modifier; none at all.
(define-record-type thing (make-thing c a) thing? (a thing-a) (b thing-b set-thing-b!) (c thing-c))
(define t (make-thing 'c 'a))
(set-thing-b! t 'b)
(define-record-type unit (make-unit) unit?)
(check (list (thing-a t) (thing-b t) (thing-c t)) '(a b c) (unit? (make-unit)) #t (unit? t) #f (thing? (make-unit)) #f (eq? (make-unit) (make-unit)) #f (begin (thing-b (make-thing 1 2)) 'unspecified) 'unspecified)
;; Each definition is a new type, also with the same names.
(define (make-type)
  (define-record-type point (make x) point? (x get-x))
  (list make point? get-x))
(define type-1 (make-type))
(define type-2 (make-type))
(check ((cadr type-1) ((car type-1) 5)) #t ((cadr type-1) ((car type-2) 5)) #f ((list-ref type-1 2) ((car type-1) 5)) 5 (outcome ((list-ref type-1 2) ((car type-2) 5))) 'error)
;; Wrong arguments.
(check (outcome (kar 5)) 'error (outcome (kar t)) 'error (outcome (set-kar! t 1)) 'error (outcome (kons 1)) 'error (outcome (kons 1 2 3)) 'error (outcome (kar)) 'error (outcome (kar (kons 1 2) 3)) 'error (outcome (pare?)) 'error (outcome (set-kar! (kons 1 2))) 'error)
;; In bodies, through macros, with hygiene.
(check (let () (define-record-type node (make-node value next) node? (value node-value) (next node-next set-node-next!)) (let ((n (make-node 1 '()))) (set-node-next! n n) (node-value (node-next (node-next n))))) 1)
(define-syntax define-box (syntax-rules () ((_ name make get) (define-record-type name (make value) box? (value get)))))
(define-box box make-box unbox)
(define-box other make-other unother)
(check (unbox (make-box 1)) 1 (unother (make-other 2)) 2 (outcome (unbox (make-other 2))) 'error)
;; A field can hold anything, the record itself too; many fields.
(define-record-type wide (make-wide a b c d e f g h i j k l) wide? (a wa) (b wb) (c wc) (d wd) (e we) (f wf) (g wg) (h wh) (i wi) (j wj) (k wk) (l wl set-wl!))
(define w (make-wide 1 2 3 4 5 6 7 8 9 10 11 12))
(set-wl! w w)
(check (map (lambda (get) (get w)) (list wa wb wc wd we wf wg wh wi wj wk)) '(1 2 3 4 5 6 7 8 9 10 11) (eq? (wl w) w) #t (wa (wl (wl w))) 1)
;; Procedures of a record type are first-class.
(check (map kar (list (kons 1 2) (kons 3 4))) '(1 3) (map pare? (list (kons 1 2) 5)) '(#t #f) (kdr (apply kons '(1 2))) 2)
(summary)
